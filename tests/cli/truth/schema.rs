//! The provider's schemas, as `providers schema -json` tells them.

use serde_json::Value;

/// The schema of a resource type, or of a block in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schema<'a>(&'a Value);

/// The schema of one attribute.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute<'a>(&'a Value);

impl<'a> Schema<'a> {
    /// The schema of a resource type in the whole document.
    pub(super) fn of(document: &'a Value, kind: &str) -> Option<Self> {
        let providers = document.get("provider_schemas")?.as_object()?;
        let schema = providers.values().find_map(|provider| provider.get("resource_schemas")?.get(kind))?;
        schema.get("block").map(Self)
    }

    /// The attributes by name.
    pub(super) fn attributes(self) -> impl Iterator<Item = (&'a str, Attribute<'a>)> {
        members(self.0, "attributes").map(|(name, value)| (name, Attribute(value)))
    }

    /// The blocks that may be written in it.
    pub(super) fn blocks(self) -> impl Iterator<Item = (&'a str, Self)> {
        members(self.0, "block_types").filter_map(|(name, value)| Some((name, Self(value.get("block")?))))
    }

    /// The attribute of a path such as `vpc_config.subnet_ids` or `filter[1].pattern`.
    pub(super) fn attribute(self, path: &str) -> Option<Attribute<'a>> {
        let Some((block, rest)) = path.split_once('.') else {
            return self.attributes().find(|(name, _)| *name == path).map(|(_, attribute)| attribute);
        };
        let name = block.split('[').next().unwrap_or(block);
        self.blocks().find(|(found, _)| *found == name)?.1.attribute(rest)
    }
}

impl Attribute<'_> {
    /// Whether only the provider sets it.
    pub(super) fn is_an_answer(self) -> bool {
        self.may_be_filled() && !self.says("optional") && !self.says("required")
    }

    /// Whether the provider sets it where the module does not.
    pub(super) fn may_be_filled(self) -> bool {
        self.says("computed")
    }

    /// Whether the order of its elements means nothing.
    pub(super) fn is_a_set(self) -> bool {
        self.0["type"][0] == "set"
    }

    fn says(self, name: &str) -> bool {
        self.0[name] == true
    }
}

fn members<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    value
        .get(name)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value))
}
