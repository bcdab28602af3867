;; Reads sensors 1 to 5 and logs a line for each: "sensor 1 = 42".
(module
  (import "env" "log" (func $log (param i32 i32)))
  (import "env" "read_sensor" (func $read_sensor (param i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "sensor ? = ")

  ;; Writes a number in decimal from address 11 on, and returns the address behind it. The digits are made from the last
  ;; one on, in a scratch area that ends at 128, and then moved.
  (func $decimal (param $value i32) (result i32) (local $rest i32) (local $at i32) (local $to i32)
    (local.set $at (i32.const 128))
    (local.set $rest
      (select
        (i32.sub (i32.const 0) (local.get $value))
        (local.get $value)
        (i32.lt_s (local.get $value) (i32.const 0))))
    (loop $digit
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add (i32.const 48) (i32.rem_u (local.get $rest) (i32.const 10))))
      (local.set $rest (i32.div_u (local.get $rest) (i32.const 10)))
      (br_if $digit (local.get $rest)))
    (if (i32.lt_s (local.get $value) (i32.const 0))
      (then
        (local.set $at (i32.sub (local.get $at) (i32.const 1)))
        (i32.store8 (local.get $at) (i32.const 45))))
    (local.set $to (i32.const 11))
    (loop $move
      (i32.store8 (local.get $to) (i32.load8_u (local.get $at)))
      (local.set $to (i32.add (local.get $to) (i32.const 1)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $move (i32.lt_u (local.get $at) (i32.const 128))))
    (local.get $to))

  (func (export "run") (export "_start") (local $id i32)
    (loop $next
      (local.set $id (i32.add (local.get $id) (i32.const 1)))
      (i32.store8 (i32.const 7) (i32.add (i32.const 48) (local.get $id)))
      (call $log (i32.const 0) (call $decimal (call $read_sensor (local.get $id))))
      (br_if $next (i32.lt_s (local.get $id) (i32.const 5))))))
