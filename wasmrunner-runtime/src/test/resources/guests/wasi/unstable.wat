;; Imports the older version: seeks in descriptor 4's file the way it numbers whence, and copies what is there to stdout.
(module
  (import "wasi_unstable" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_unstable" "fd_seek" (func $fd_seek (param i32 i64 i32 i32) (result i32)))
  (import "wasi_unstable" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_unstable" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_unstable" "fd_filestat_get" (func $fd_filestat_get (param i32 i32) (result i32)))
  (import "wasi_unstable" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "file")
  (func $must (param $errno i32)
    (if (local.get $errno) (then (call $proc_exit (i32.add (local.get $errno) (i32.const 100))))))
  (func (export "_start")
    (call $must (call $path_open
      (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 0)
      (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 16)))
    ;; whence 1 is the end
    (call $must (call $fd_seek (i32.load (i32.const 16)) (i64.const -4) (i32.const 1) (i32.const 24)))
    (i32.store (i32.const 32) (i32.const 64))
    (i32.store (i32.const 36) (i32.const 16))
    (call $must (call $fd_read (i32.load (i32.const 16)) (i32.const 32) (i32.const 1) (i32.const 40)))
    (i32.store (i32.const 36) (i32.load (i32.const 40)))
    (call $must (call $fd_write (i32.const 1) (i32.const 32) (i32.const 1) (i32.const 40)))
    ;; the size is at byte 24
    (call $must (call $fd_filestat_get (i32.load (i32.const 16)) (i32.const 128)))
    (call $proc_exit (i32.load (i32.const 152)))))
