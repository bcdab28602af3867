;; Two memories and two tables, to share a limit between, one of each imported.
(module
  (import "env" "memory" (memory 2 100))
  (import "env" "table" (table 3 funcref))
  (table 10 funcref)
  (memory 1))
