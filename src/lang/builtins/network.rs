//! Builtins on IP address ranges.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use dashu_int::ops::UnsignedAbs as _;
use dashu_int::{IBig, UBig};

use super::support::{integer, list, number, string};
use crate::lang::builtin::{Builtin, Call, CallError, Parameter};
use crate::lang::kind::Type;
use crate::lang::number::Number;
use crate::lang::shape::{Element, Shape};
use crate::lang::value::Value;

const PREFIX: Parameter = string("prefix");

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("cidrhost", &[PREFIX, number("hostnum")], Shape::String, cidrhost),
    Builtin::new("cidrnetmask", &[PREFIX], Shape::String, cidrnetmask),
    Builtin::new("cidrsubnet", &[PREFIX, number("newbits"), number("netnum")], Shape::String, cidrsubnet),
    Builtin::new("cidrsubnets", &[PREFIX], Shape::List(Element::String), cidrsubnets)
        .variadic(number("newbits")),
];

/// `10.0.0.0/8`: a range of addresses that begin alike.
#[derive(Clone, Copy)]
struct Network {
    /// The first address, in the low bits.
    first: u128,
    /// How many bits all addresses share.
    length: u32,
    /// 32 or 128.
    bits: u32,
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let (address, bits) = match address.parse::<IpAddr>().ok()? {
            IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
            IpAddr::V6(address) => (address.to_bits(), 128),
        };
        let is_number = length.len() <= 3 && length.bytes().all(|byte| byte.is_ascii_digit());
        let length = length.parse::<u32>().ok().filter(|length| is_number && *length <= bits)?;
        let network = Self { first: address, length, bits };
        Some(Self { first: address & network.mask(), ..network })
    }

    /// The bits that all addresses share.
    fn mask(self) -> u128 {
        let all = u128::MAX.checked_shr(128 - self.bits).unwrap_or(0);
        all & !self.hosts()
    }

    /// The highest number of a host.
    fn hosts(self) -> u128 {
        u128::MAX.checked_shr(128 - (self.bits - self.length)).unwrap_or(0)
    }

    fn show(self, address: u128) -> String {
        if self.bits == 32 {
            return Ipv4Addr::from_bits(u32::try_from(address).unwrap_or(u32::MAX)).to_string();
        }
        let address = Ipv6Addr::from_bits(address);
        // Go writes an address of the old kind inside the new the old way.
        address.to_ipv4_mapped().map_or_else(|| address.to_string(), |address| address.to_string())
    }

    fn text(self) -> String {
        let is_old = self.bits == 128 && Ipv6Addr::from_bits(self.first).to_ipv4_mapped().is_some();
        let length = if is_old { self.length.saturating_sub(96) } else { self.length };
        format!("{}/{length}", self.show(self.first))
    }
}

fn network(call: &Call<'_>) -> Result<Network, CallError> {
    let given = call.text(0);
    Network::parse(given).ok_or_else(|| {
        CallError::argument(0, format!("invalid CIDR expression `{given}`"))
            .hint("write an address and the length of its prefix, such as 10.0.0.0/16")
    })
}

/// The whole number at `index`, of any size: addresses of IPv6 have more than 64 bits.
fn whole(call: &Call<'_>, index: usize) -> Result<IBig, CallError> {
    let number = call.argument(index).as_number().and_then(Number::as_big);
    number.ok_or_else(|| CallError::argument(index, "a whole number is required"))
}

fn cidrhost(call: &Call<'_>) -> Result<Value, CallError> {
    let network = network(call)?;
    let number = whole(call, 1)?;
    let highest = network.hosts();
    // Negative numbers count from the end.
    let from_start = if number < IBig::ZERO { IBig::from(highest) + 1 + &number } else { number.clone() };
    let host = u128::try_from(from_start).ok().filter(|host| *host <= highest);
    let host = host.ok_or_else(|| {
        let length = network.length;
        CallError::argument(1, format!("prefix of {length} does not accommodate a host numbered {number}"))
    })?;
    Ok(Value::string(network.show(network.first | host)))
}

fn cidrnetmask(call: &Call<'_>) -> Result<Value, CallError> {
    let network = network(call)?;
    Ok(Value::string(network.show(network.mask())))
}

/// As the Go library computes it, which lets a negative extension, and so a shorter prefix, pass.
fn cidrsubnet(call: &Call<'_>) -> Result<Value, CallError> {
    let network = network(call)?;
    let (more, number) = (integer(call, 1)?, whole(call, 2)?);
    let length = i64::from(network.length).saturating_add(more);
    if length > i64::from(network.bits) {
        let message = format!("insufficient address space to extend prefix of {} by {more}", network.length);
        return Err(CallError::argument(1, message));
    }
    let low = (number.clone().unsigned_abs() & UBig::from(u64::MAX)).try_into().unwrap_or(u64::MAX);
    let power = u32::try_from(more).ok().and_then(|more| 1_u64.checked_shl(more)).unwrap_or(0);
    if low > power.wrapping_sub(1) {
        let message = format!("prefix extension of {more} does not accommodate a subnet numbered {number}");
        return Err(CallError::argument(2, message));
    }
    let Ok(length) = u32::try_from(length) else { return Ok(Value::string("<nil>")) };
    let first = IBig::from(network.first) | (number << usize::try_from(network.bits - length).unwrap_or(0));
    let first =
        u128::try_from(first.unsigned_abs()).ok().filter(|first| network.bits == 128 || *first >> 32 == 0);
    let first = first.ok_or_else(|| CallError::argument(2, "the number is too large for an address"))?;
    Ok(Value::string(Network { first, length, ..network }.text()))
}

/// Subnets of several sizes, one after the other.
fn cidrsubnets(call: &Call<'_>) -> Result<Value, CallError> {
    let network = network(call)?;
    let last = network.first | network.hosts();
    // Where the next subnet may begin; nothing after the last address.
    let mut next = Some(network.first);
    let mut subnets = Vec::new();
    for index in 1..call.arguments.len() {
        let more = integer(call, index)?;
        let refuse = |why: &str| Err(CallError::argument(index, why.to_owned()));
        let more = match u32::try_from(more) {
            Ok(more @ 1..=32) => more,
            Ok(33..) => return refuse("may not extend prefix by more than 32 bits"),
            _ => return refuse("must extend prefix by at least one bit"),
        };
        let subnet = Network { length: network.length + more, ..network };
        if subnet.length > network.bits {
            let protocol = if network.bits == 32 { "IPv4" } else { "IPv6" };
            let length = subnet.length;
            return refuse(&format!(
                "would extend prefix to {length} bits, which is too long for an {protocol} address"
            ));
        }
        // Up to the next address at which a subnet of this size may begin.
        let first = next.and_then(|next| next.checked_add(subnet.hosts())).map(|next| next & !subnet.hosts());
        let Some(first) = first.filter(|first| *first <= last) else {
            let length = subnet.length;
            return refuse(&format!(
                "not enough remaining address space for a subnet with a prefix of {length} bits"
            ));
        };
        let subnet = Network { first, ..subnet };
        next = (first | subnet.hosts()).checked_add(1);
        subnets.push(Value::string(subnet.text()));
    }
    Ok(list(Type::String, subnets))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn hosts_and_masks_are_computed() {
        gives(&[
            (r#"cidrhost("10.0.0.0/8", 258)"#, r#""10.0.1.2""#),
            (r#"cidrhost("10.1.2.3/24", -1)"#, r#""10.1.2.255""#),
            (r#"cidrhost("10.1.2.0/24", 255)"#, r#""10.1.2.255""#),
            (r#"cidrhost("fd00:fd12:3456:7890::/56", 34)"#, r#""fd00:fd12:3456:7800::22""#),
            (r#"cidrhost("10.0.0.0/32", 0)"#, r#""10.0.0.0""#),
            (r#"cidrhost("::/0", -1)"#, r#""ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff""#),
            (r#"cidrhost("::/0", 170141183460469231731687303715884105728)"#, r#""8000::""#),
            (r#"cidrhost("::/0", pow(2, 100) + 1)"#, r#""0:10::1""#),
            (r#"cidrnetmask("172.16.0.0/12")"#, r#""255.240.0.0""#),
            (r#"cidrnetmask("0.0.0.0/0")"#, r#""0.0.0.0""#),
            (r#"cidrnetmask("1::/64")"#, r#""ffff:ffff:ffff:ffff::""#),
        ]);
        refuses(&[
            (r#"cidrhost("10.0.0.0/24", 256)"#, "prefix of 24 does not accommodate a host numbered 256"),
            (r#"cidrhost("10.0.0.0/24", -257)"#, "prefix of 24 does not accommodate a host numbered -257"),
            (r#"cidrhost("10.0.0.0/24", 0.5)"#, "a whole number is required"),
            (r#"cidrhost("10.0.0.0", 1)"#, "invalid CIDR expression `10.0.0.0`"),
            (r#"cidrhost("10.0.0.0/33", 1)"#, "invalid CIDR expression"),
            (r#"cidrhost("10.0.0.00/24", 1)"#, "invalid CIDR expression"),
            (r#"cidrhost("10.0.0.0/+8", 1)"#, "invalid CIDR expression"),
        ]);
    }

    #[test]
    fn networks_are_divided() {
        gives(&[
            (r#"cidrsubnet("172.16.0.0/12", 4, 2)"#, r#""172.18.0.0/16""#),
            (r#"cidrsubnet("10.1.2.3/16", 8, 255)"#, r#""10.1.255.0/24""#),
            (r#"cidrsubnet("10.0.0.0/16", 0, 0)"#, r#""10.0.0.0/16""#),
            (r#"cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)"#, r#""fd00:fd12:3456:7800:a200::/72""#),
            (
                r#"cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)"#,
                r#"tolist(["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"])"#,
            ),
            (r#"cidrsubnets("fd00::/56", 32, 16)"#, r#"tolist(["fd00::/88", "fd00::100:0:0:0/72"])"#),
            (
                r#"cidrsubnets("255.255.255.254/31", 1, 1)"#,
                r#"tolist(["255.255.255.254/32", "255.255.255.255/32"])"#,
            ),
            (r#"cidrsubnets("10.0.0.0/8")"#, r#"compact([""])"#),
        ]);
        refuses(&[
            (r#"cidrsubnet("10.0.0.0/24", 9, 0)"#, "insufficient address space to extend prefix of 24 by 9"),
            (
                r#"cidrsubnet("10.0.0.0/24", 2, 4)"#,
                "prefix extension of 2 does not accommodate a subnet numbered 4",
            ),
            (r#"cidrsubnets("10.0.0.0/24", 1, 1, 1)"#, "not enough remaining address space"),
            (r#"cidrsubnets("10.0.0.0/24", 0)"#, "at least one bit"),
            (r#"cidrsubnets("fd00::/8", 33)"#, "more than 32 bits"),
            (
                r#"cidrsubnets("10.0.0.0/24", 9)"#,
                "would extend prefix to 33 bits, which is too long for an IPv4",
            ),
            (r#"cidrsubnets("255.255.255.254/31", 1, 1, 1)"#, "not enough remaining address space"),
        ]);
    }
}
