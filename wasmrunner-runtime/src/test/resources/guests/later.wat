;; What the newest proposals add: threads, 64-bit and several memories, exceptions.
(module
  (memory 1 2 shared)
  (memory i64 1)
  (tag $oops (param i32))
  (func $atomic (result i32) i32.const 0 i32.atomic.load)
  (func $second (result i64) memory.size 1)
  (func $throws i32.const 7 throw $oops)
  (func $catches (result i32) try (result i32) call $throws i32.const 0 catch $oops end))
