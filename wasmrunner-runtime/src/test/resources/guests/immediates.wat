;; One function with every form of immediates that the reader must step over: 38 instructions with the last end.
(module
  (type $unary (func (param i32) (result i32)))
  (memory 1)
  (table $table 10 funcref)
  (elem $items func $f)
  (func $f (param i32) (result i32)
    i32.const -2147483648
    drop
    i64.const -9223372036854775808
    drop
    f32.const 1.5
    drop
    f64.const -0.25
    drop
    v128.const i64x2 1 2
    v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
    i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31
    i32x4.extract_lane 3
    drop
    i32.const 0
    i32.const 0
    v128.load offset=65000 align=1
    v128.store8_lane offset=70000 15
    i32.const 0
    i32.const 1
    i32.const 1
    select (result i32)
    drop
    atomic.fence
    ref.func $f
    ref.is_null
    drop
    block (result i32)
      local.get 0
      local.get 0
      br_table 0 1 0 1 0
    end
    i32.const 0
    call_indirect $table (type $unary)
    loop (param i32) (result i32)
    end
    i32.const 7
    i32.add))
