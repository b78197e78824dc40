//! The product beside what older versions of Terragrunt made of our own estates, as `tests/record/record.py` recorded it.
//! Shapes of whole documents differ from version to version; `inputs` and `locals` do not.

mod answers;
mod beside;
mod versions;
