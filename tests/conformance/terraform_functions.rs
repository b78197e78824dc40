//! The cases in the tests of Terraform's functions, HCL's expressions and cty's functions.

use crate::compare;
use crate::oracle;
use crate::support::Toolchain;

#[test]
fn the_cases_of_terraform_hcl_and_cty_come_to_what_they_come_to_there() {
    let cases = oracle::cases();
    let folder = Toolchain::get().sources("github.com/hashicorp/terraform").folder;
    let equal = compare::all_equal("cases", &cases, &folder.join(oracle::FILES));
    assert!(equal > 1_000, "only {equal} cases are found in the tests");
}
