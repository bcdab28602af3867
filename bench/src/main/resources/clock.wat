;; Reads the clock over and over: what a call out of a guest costs.
(module
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "read") (param $times i32)
    (loop $again
      (drop (call $clock (i32.const 1) (i64.const 0) (i32.const 8)))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))))
