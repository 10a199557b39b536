//! diwan

fn main() {}
