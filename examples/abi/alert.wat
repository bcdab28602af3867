;; Sends one alert for information (level 0), and a warning (level 1) when sensor 1 is above the threshold.
(module
  (import "env" "read_sensor" (func $read_sensor (param i32) (result i32)))
  (import "env" "send_alert" (func $send_alert (param i32 i32 i32)))
  (memory (export "memory") 1)
  (global $threshold (mut i32) (i32.const 80))
  (data (i32.const 0) "sensor 1 was read")
  (data (i32.const 32) "sensor 1 is above its threshold")

  (func (export "set_threshold") (param i32)
    (global.set $threshold (local.get 0)))

  (func (export "run") (export "_start") (local $value i32)
    (local.set $value (call $read_sensor (i32.const 1)))
    (call $send_alert (i32.const 0) (i32.const 17) (i32.const 0))
    (if (i32.gt_s (local.get $value) (global.get $threshold))
      (then (call $send_alert (i32.const 32) (i32.const 31) (i32.const 1))))))
