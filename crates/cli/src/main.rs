//! The program `saylau`.
fn main() {}
