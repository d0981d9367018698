//! A figure's template: defaults for its traces, its layout and the items of its lists.

use super::{Attrs, Node};

/// What `layout.template` says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Template<'a> {
    layout: Option<&'a Node>,
    data: Option<&'a Node>,
}

impl<'a> Template<'a> {
    /// The template of a figure's layout; nothing where it has none.
    #[must_use]
    pub fn of(layout: Option<&'a Node>) -> Self {
        let template = layout.and_then(|layout| layout.get("template"));
        let part = |key: &str| {
            template
                .and_then(|template| template.get(key))
                .filter(is_map)
        };
        Self {
            layout: part("layout"),
            data: part("data"),
        }
    }

    /// The layout with its defaults.
    #[must_use]
    pub fn layout(self, own: Option<&'a Node>) -> Attrs<'a> {
        Attrs {
            own: own.filter(is_map),
            template: self.layout,
        }
    }

    /// A trace with its defaults: those for its type take turns, and it is the `nth` of its type
    /// (from 0) in the figure.
    #[must_use]
    pub fn trace(self, own: &'a Node, kind: &str, nth: usize) -> Attrs<'a> {
        let template = self.data.and_then(|data| match data.get(kind) {
            Some(Node::List(list)) if !list.is_empty() => list.get(nth % list.len()),
            _ => None,
        });
        Attrs {
            own: Some(own),
            template: template.filter(is_map),
        }
    }
}

fn is_map(node: &&Node) -> bool {
    matches!(node, Node::Map(_))
}

/// A container of the layout whose defaults may be those of another name: `xaxis2` falls back on
/// the template's `xaxis2`, else on its `xaxis`.
#[must_use]
pub fn numbered<'a>(layout: Attrs<'a>, name: &str, base: &str) -> Attrs<'a> {
    let part = |name: &str| {
        layout
            .template
            .and_then(|node| node.get(name))
            .filter(is_map)
    };
    Attrs {
        own: layout.own.and_then(|node| node.get(name)).filter(is_map),
        template: part(name).or_else(|| part(base)),
    }
}

/// The axis of a name such as `x2` in the layout.
#[must_use]
pub fn axis<'a>(layout: Attrs<'a>, name: &str) -> Attrs<'a> {
    let base = if name.starts_with('x') {
        "xaxis"
    } else {
        "yaxis"
    };
    numbered(layout, &super::axis_ids::container(name), base)
}

/// The items of a list in a container (`annotations` of the layout, ...), with the template's
/// defaults for each and the items that the template adds.
#[must_use]
pub fn items<'a>(container: Attrs<'a>, name: &str) -> Vec<Attrs<'a>> {
    let own = match container.own.and_then(|node| node.get(name)) {
        Some(Node::List(list)) => list.as_slice(),
        _ => &[],
    };
    let added = match container.template.and_then(|node| node.get(name)) {
        Some(Node::List(list)) => list.as_slice(),
        _ => &[],
    };
    let defaults_name = format!("{}defaults", name.strip_suffix('s').unwrap_or(name));
    let defaults = container
        .template
        .and_then(|node| node.get(&defaults_name))
        .filter(is_map);
    let named = |node: &'a Node, key: &str| {
        node.get(key)
            .and_then(Node::text)
            .filter(|name| !name.is_empty())
    };
    let mut used: Vec<&str> = Vec::new();
    let mut items = Vec::new();
    for item in own {
        let Some(wanted) = named(item, "templateitemname") else {
            items.push(Attrs {
                own: Some(item),
                template: defaults,
            });
            continue;
        };
        let found = added
            .iter()
            .find(|item| named(item, "name") == Some(wanted));
        if found.is_some() {
            used.push(wanted);
        }
        let shown = |key: &str| item.get(key) == Some(&Node::Bool(true));
        if found.is_some() || shown("visible") || shown("enabled") {
            items.push(Attrs {
                own: Some(item),
                template: found,
            });
        }
    }
    for item in added {
        if let Some(name) = named(item, "name")
            && !used.contains(&name)
        {
            used.push(name);
            items.push(Attrs {
                own: None,
                template: Some(item),
            });
        }
    }
    items
}
