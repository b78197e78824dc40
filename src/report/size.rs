//! Numbers of bytes for people. A MB has 1024 × 1024 bytes, as Lambda counts the limits that packages are held to.

const STEP: u128 = 1024;
const UNITS: [&str; 5] = ["B", "KB", "MB", "GB", "TB"];

/// About how much it is: `1.2 MB`, `512 B`.
pub fn human_size(bytes: u64) -> String {
    let mut unit = 0;
    let mut divisor = 1;
    while unit + 1 < UNITS.len() && tenths(bytes, divisor) >= STEP * 10 {
        unit += 1;
        divisor *= STEP;
    }
    let tenths = tenths(bytes, divisor);
    match tenths % 10 {
        0 => format!("{} {}", tenths / 10, UNITS[unit]),
        fraction => format!("{}.{fraction} {}", tenths / 10, UNITS[unit]),
    }
}

/// In tenths of `divisor`, rounded to the nearest.
fn tenths(bytes: u64, divisor: u128) -> u128 {
    (u128::from(bytes) * 10 + divisor / 2) / divisor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_one_digit_after_the_point_and_never_a_thousand_of_a_unit() {
        let sizes = [
            0,
            1,
            1023,
            1024,
            1536,
            1_048_524,
            1_048_525,
            1_258_291,
            262_144_000,
            3 << 30,
            1 << 40,
            u64::MAX,
        ];
        let shown: Vec<String> =
            sizes.into_iter().map(|bytes| format!("{bytes:>20} {}", human_size(bytes))).collect();
        insta::assert_snapshot!(shown.join("\n"), @"
                           0 0 B
                           1 1 B
                        1023 1023 B
                        1024 1 KB
                        1536 1.5 KB
                     1048524 1023.9 KB
                     1048525 1 MB
                     1258291 1.2 MB
                   262144000 250 MB
                  3221225472 3 GB
               1099511627776 1 TB
        18446744073709551615 16777216 TB
        ");
    }
}
