#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| saylau_fuzz::fuzz("distribution", bytes));
