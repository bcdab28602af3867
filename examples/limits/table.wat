;; Grows its table until that fails, then gives up.
(module
  (memory (export "memory") 1)
  (table $functions 1 funcref)
  (func (export "_start")
    (loop $again
      (br_if $again (i32.ne (table.grow $functions (ref.null func) (i32.const 1000)) (i32.const -1))))
    (unreachable)))
