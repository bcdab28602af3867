fn main() {
    println!("Hello from WebAssembly!");
}
