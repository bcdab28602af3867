;; Never ends, and does its work in few instructions: each fills 64 KiB.
(module
  (memory (export "memory") 1)
  (func (export "_start")
    (loop
      (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536))
      (br 0))))
