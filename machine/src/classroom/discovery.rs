//! What Home Assistant needs to show a desk: one JSON for the whole device, as its MQTT integration documents it.
//!
//! Only what is read: no component has a command topic, for there is nothing to command. No name at all where Home
//! Assistant makes a better one itself (`object_id` and `default_entity_id` are not sent). The texts are English like all
//! JSON; Home Assistant lets people rename what they see.

use super::Desk;
use super::happening::Happening;
use super::name::{Leaf, desk as topic};
use crate::status::Status;
use serde_json::{Map, Value, json};

/// The payload of the discovery of this desk.
pub fn config(desk: &Desk, seen: &Status) -> String {
    let topic = |leaf| topic(&desk.room, desk.id, leaf);
    let name = match desk.seat {
        Some(seat) => format!("backpropd {seat}"),
        None => format!("backpropd {}", desk.id),
    };
    json!({
        "device": {
            "identifiers": [desk.id.to_string()],
            "name": name,
            "manufacturer": "backpropd",
            "model": "2-2-2 network",
            "model_id": seen.board,
            "sw_version": seen.version,
        },
        "origin": { "name": "backpropd", "sw_version": seen.version },
        "availability_topic": topic(Leaf::Up),
        "state_topic": topic(Leaf::State),
        "qos": 0,
        "components": components(desk, &topic(Leaf::Event)),
    })
    .to_string()
}

/// All components, by their names.
fn components(desk: &Desk, events: &str) -> Map<String, Value> {
    let mut all = Map::new();
    let mut add = |key: &str, mut component: Value| {
        component["unique_id"] = format!("{}_{key}", desk.id).into();
        all.insert(key.into(), component);
    };
    add(
        "state",
        json!({
            "platform": "sensor",
            "name": "State",
            "device_class": "enum",
            "options": ["idle", "learning", "learned", "impossible"],
            "value_template": "{{ value_json.state }}",
        }),
    );
    add(
        "loss",
        json!({
            "platform": "sensor",
            "name": "Loss",
            "state_class": "measurement",
            "suggested_display_precision": 4,
            "value_template": "{{ value_json.loss }}",
        }),
    );
    for (key, name, is_enabled) in [("restarts", "Restarts", true), ("steps", "Steps", false)] {
        add(
            key,
            json!({
                "platform": "sensor",
                "name": name,
                "state_class": "total_increasing",
                "entity_category": "diagnostic",
                "enabled_by_default": is_enabled,
                "value_template": format!("{{{{ value_json.{key} }}}}"),
            }),
        );
    }
    for (group, key) in [
        ("in", "i1"),
        ("in", "i2"),
        ("in", "t1"),
        ("in", "t2"),
        ("led", "o1"),
        ("led", "o2"),
    ] {
        add(
            key,
            json!({
                "platform": "binary_sensor",
                "name": key,
                "payload_on": "1",
                "payload_off": "0",
                // `in` is a word of the template language, so not value_json.in.
                "value_template": format!("{{{{ value_json['{group}']['{key}'] }}}}"),
            }),
        );
    }
    add(
        "problem",
        json!({
            "platform": "binary_sensor",
            "name": "Wiring problem",
            "device_class": "problem",
            "entity_category": "diagnostic",
            "value_template": "{{ 'ON' if value_json.warnings > 0 else 'OFF' }}",
        }),
    );
    add(
        "panel",
        json!({
            "platform": "event",
            "name": "Panel",
            "state_topic": events,
            "event_types": Happening::NAMES,
            "value_template": "{{ {'event_type': value_json.event} | tojson }}",
        }),
    );
    all
}
