//! Modules from registries that are known here by their interface: which resources they make of their variables. Written
//! down from their documentation, in the Terraform language itself, so that they are evaluated like any other.

/// A module that is known by its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownModule {
    /// Its address in the public registry: `namespace/name/provider`, with `//folder` for one below.
    pub address: &'static str,
    /// The name of the file that stands for it.
    pub file: &'static str,
    /// That file.
    pub text: &'static str,
}

/// All of them.
pub(super) const KNOWN: &[KnownModule] = &[
    KnownModule {
        address: "terraform-aws-modules/lambda/aws",
        file: "terraform-aws-modules-lambda.tf",
        text: include_str!("known/lambda.tf"),
    },
    KnownModule {
        address: "terraform-aws-modules/lambda/aws//modules/alias",
        file: "terraform-aws-modules-lambda-alias.tf",
        text: include_str!("known/lambda_alias.tf"),
    },
];

impl KnownModule {
    /// Whether `address` is one under which the module is found: in the registry, or in its repository.
    pub(super) fn is_at(&self, address: &str) -> bool {
        let address = address.strip_prefix("tfr://").unwrap_or(address).trim_start_matches('/');
        let address = address.strip_prefix("registry.terraform.io/").unwrap_or(address);
        let address = address.strip_prefix("registry.opentofu.org/").unwrap_or(address);
        if address == self.address {
            return true;
        }
        let (base, below) = self.address.split_once("//").unwrap_or((self.address, ""));
        let mut parts = base.split('/');
        let (Some(owner), Some(name), Some(provider)) = (parts.next(), parts.next(), parts.next()) else {
            return false;
        };
        let repository = format!("github.com/{owner}/terraform-{provider}-{name}");
        let Some((_, rest)) = address.split_once(&repository) else { return false };
        let rest = rest.strip_prefix(".git").unwrap_or(rest);
        if below.is_empty() { rest.is_empty() } else { rest.trim_start_matches('/') == below }
    }
}
