;; All kinds of control flow and of work, to be run with and without quotas written in.
(module
  (type $binary (func (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (table $functions 4 funcref)
  (table $things 2 externref)
  (global $started (mut i32) (i32.const 0))
  (data $letters "abcdefghijklmnop")
  (elem (table $functions) (i32.const 0) func $add $subtract)
  (elem $spare func $add $subtract $add)
  (start $begin)

  (func $begin (global.set $started (i32.add (global.get $started) (i32.const 7))))
  (func (export "started") (result i32) (global.get $started))

  (func $add (type $binary) (i32.add (local.get 0) (local.get 1)))
  (func $subtract (type $binary) (i32.sub (local.get 0) (local.get 1)))

  (func $fib (export "fib") (param i64) (result i64)
    (if (result i64) (i64.lt_s (local.get 0) (i64.const 2))
      (then (local.get 0))
      (else
        (i64.add
          (call $fib (i64.sub (local.get 0) (i64.const 1)))
          (call $fib (i64.sub (local.get 0) (i64.const 2)))))))

  (func (export "sum") (param i32) (result i32) (local $total i32)
    (block $done
      (loop $again
        (br_if $done (i32.eqz (local.get 0)))
        (local.set $total (i32.add (local.get $total) (local.get 0)))
        (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
        (br $again)))
    (local.get $total))

  ;; Leaves from the middle of nested blocks, with two results, and has dead code behind.
  (func $early (export "early") (param i32 i32) (result i32 i64)
    (block $outer
      (block $inner
        (loop $again
          (if (i32.gt_s (local.get 0) (i32.const 10))
            (then
              (i32.const 99)
              (local.get 0)
              (i64.extend_i32_s (local.get 1))
              (return)
              (drop (memory.grow (i32.const 1)))
              (return (i32.const 1) (i64.const 2))))
          (br_if $inner (i32.eq (local.get 0) (i32.const 5)))
          (br_if $outer (i32.eq (local.get 0) (i32.const 7)))
          (local.set 0 (i32.add (local.get 0) (local.get 1)))
          (br $again)))
      (drop (call $add (i32.const 1) (i32.const 2)))
      (return (i32.const -5) (i64.const -55)))
    (call $early (i32.const 11) (i32.const 3)))

  (func (export "choose") (param i32) (result i32)
    (block $other
      (block $two
        (block $one
          (block $zero
            (br_table $zero $one $two $one $other (local.get 0)))
          (return (i32.const 100)))
        (return (call $add (i32.const 100) (i32.const 1))))
      (return (i32.const 102)))
    (i32.const -1))

  (func (export "swap") (param i32 i64) (result i64 i32)
    (local.get 0) (local.get 1)
    (block (param i32 i64) (result i64 i32)
      (local.set 1) (local.set 0)
      (local.get 1) (local.get 0)))

  ;; A branch to the function's own label, with a value.
  (func (export "label") (param i32) (result i32)
    (block
      (br_if 0 (i32.eqz (local.get 0)))
      (br 1 (call $add (local.get 0) (i32.const 1))))
    (i32.const 3))

  (func (export "collatz") (param i32) (result i32) (local $steps i32)
    (loop $next (result i32)
      (if (i32.le_u (local.get 0) (i32.const 1)) (then (return (local.get $steps))))
      (local.set $steps (i32.add (local.get $steps) (i32.const 1)))
      (if (i32.and (local.get 0) (i32.const 1))
        (then (local.set 0 (i32.add (i32.mul (local.get 0) (i32.const 3)) (i32.const 1))))
        (else (local.set 0 (i32.shr_u (local.get 0) (i32.const 1)))))
      (br $next)))

  (func (export "bulk") (param i32) (result i32)
    (memory.fill (i32.const 0) (i32.const 7) (local.get 0))
    (memory.copy (i32.const 8) (i32.const 0) (local.get 0))
    (memory.init $letters (i32.const 4) (i32.const 0) (i32.const 16))
    (i32.load (i32.const 6)))

  (func (export "tables") (param i32) (result i32)
    (drop (table.grow $things (ref.null extern) (local.get 0)))
    (table.fill $things (i32.const 0) (ref.null extern) (i32.const 2))
    (table.init $functions $spare (i32.const 1) (i32.const 0) (i32.const 3))
    (table.copy $functions $functions (i32.const 0) (i32.const 2) (i32.const 2))
    (i32.add
      (call_indirect (type $binary) (i32.const 50) (i32.const 8) (i32.const 0))
      (table.size $things)))

  (func (export "mandel") (param f64 f64) (result i32) (local $x f64) (local $y f64) (local $t f64) (local $n i32)
    (block $out
      (loop $again
        (local.set $t (f64.add (f64.sub (f64.mul (local.get $x) (local.get $x)) (f64.mul (local.get $y) (local.get $y))) (local.get 0)))
        (local.set $y (f64.add (f64.mul (f64.const 2) (f64.mul (local.get $x) (local.get $y))) (local.get 1)))
        (local.set $x (local.get $t))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br_if $out (f64.gt (f64.add (f64.mul (local.get $x) (local.get $x)) (f64.mul (local.get $y) (local.get $y))) (f64.const 4)))
        (br_if $again (i32.lt_s (local.get $n) (i32.const 200)))))
    (local.get $n))

  (func $even (export "even") (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
    (call $odd (i32.sub (local.get 0) (i32.const 1))))
  (func $odd (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
    (call $even (i32.sub (local.get 0) (i32.const 1))))

  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "grow_table") (param i32) (result i32) (table.grow $things (ref.null extern) (local.get 0)))

  (func (export "trap") (unreachable))
  (func (export "forever") (loop (br 0)))
  (func (export "fill_forever") (loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br 0)))
  (func $deep (export "deep") (call $deep))

  ;; Writes how far it got into memory at each step, so that where it stopped can be seen from outside.
  (func (export "count") (local $n i32)
    (loop $again
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (i32.store (i32.const 0) (local.get $n))
      (br $again)))
  (func (export "counted") (result i32) (i32.load (i32.const 0))))
