;; Plain exports that need nothing from the host.
(module
  (func (export "add") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))

  ;; The n-th Fibonacci number, without recursion; wraps around beyond 2^64.
  (func (export "fib") (param $n i64) (result i64) (local $a i64) (local $b i64) (local $next i64)
    (local.set $b (i64.const 1))
    (block $done
      (loop $again
        (br_if $done (i64.le_s (local.get $n) (i64.const 0)))
        (local.set $next (i64.add (local.get $a) (local.get $b)))
        (local.set $a (local.get $b))
        (local.set $b (local.get $next))
        (local.set $n (i64.sub (local.get $n) (i64.const 1)))
        (br $again)))
    (local.get $a))

  (func (export "div") (param f64 f64) (result f64)
    (f64.div (local.get 0) (local.get 1))))
