;; Needs 17 pages and 1,000 elements before it runs at all.
(module
  (memory 17)
  (table 1000 funcref))
