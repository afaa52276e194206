//! The discovery of a desk against what Home Assistant's documentation allows: its MQTT integration refuses a device with
//! an option that it does not know, and ignores a component that is not as documented.
//!
//! The documentation is that of MQTT discovery, sensor, binary sensor and event (home-assistant.io/integrations). A real
//! Home Assistant that knows device discovery needs Python 3.13, which Debian 12 does not have.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;

/// What may describe the device.
const DEVICE: &str = "configuration_url connections hw_version identifiers manufacturer model model_id name serial_number \
                      suggested_area sw_version via_device";

const ORIGIN: &str = "name support_url sw_version";

/// What may stand beside the components, and then is meant for each of them.
const SHARED: &str = "availability availability_mode availability_template availability_topic command_topic encoding \
                      payload_available payload_not_available qos state_topic";

/// What each of these components may have.
const COMPONENT: &str = "availability availability_mode availability_template availability_topic default_entity_id \
                         device_class enabled_by_default encoding entity_category entity_picture icon \
                         json_attributes_template json_attributes_topic name payload_available payload_not_available \
                         platform qos state_topic unique_id value_template";

/// What each platform may have besides.
const PLATFORMS: [(&str, &str); 3] = [
    (
        "sensor",
        "expire_after force_update last_reset_value_template options state_class suggested_display_precision \
         unit_of_measurement",
    ),
    (
        "binary_sensor",
        "expire_after force_update off_delay payload_off payload_on",
    ),
    ("event", "event_types"),
];

const STATE_CLASSES: &str = "measurement measurement_angle total total_increasing";

type Checked = Result<(), String>;

fn must(holds: bool, what: &str) -> Checked {
    holds.then_some(()).ok_or_else(|| what.to_owned())
}

fn is_one_of(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|it| it == word)
}

fn texts(value: &Value) -> Vec<&str> {
    let all = value.as_array().into_iter().flatten();
    all.filter_map(Value::as_str).collect()
}

/// The fields of an object that has no other than these.
fn fields<'a>(of: &'a Value, name: &str, allowed: &str) -> Result<&'a Map<String, Value>, String> {
    let fields = of.as_object().ok_or_else(|| format!("{name}: no object"))?;
    for field in fields.keys() {
        must(is_one_of(allowed, field), &format!("{name}: {field}"))?;
    }
    Ok(fields)
}

/// Says what Home Assistant would not accept.
fn check(config: &Value) -> Checked {
    fields(
        config,
        "config",
        &format!("{SHARED} device origin components"),
    )?;
    must(config["qos"].as_u64() <= Some(2), "qos")?;
    let device = fields(&config["device"], "device", DEVICE)?;
    let identifiers = &config["device"]["identifiers"];
    must(!texts(identifiers).is_empty(), "identifiers")?;
    let described = device.iter().filter(|(name, _)| *name != "identifiers");
    for (name, value) in described {
        must(value.is_string(), name)?;
    }
    let origin = fields(&config["origin"], "origin", ORIGIN)?;
    must(origin.values().all(Value::is_string), "origin")?;
    must(origin.contains_key("name"), "origin: name")?;
    let components = config["components"].as_object().ok_or("components")?;
    let mut ids = BTreeSet::new();
    for (key, component) in components {
        check_component(config, key, component).map_err(|what| format!("{key}: {what}"))?;
        must(ids.insert(component["unique_id"].as_str()), "unique_id")?;
    }
    Ok(())
}

fn check_component(config: &Value, key: &str, component: &Value) -> Checked {
    let platform = component["platform"].as_str().ok_or("platform")?;
    let own = PLATFORMS.into_iter().find(|(name, _)| *name == platform);
    let (_, own) = own.ok_or("platform")?;
    fields(component, key, &format!("{COMPONENT} {own}"))?;
    let text = |name: &str| component[name].as_str();
    must(text("unique_id").is_some(), "unique_id")?;
    must(text("name").is_some(), "name")?;
    let topic = text("state_topic").or(config["state_topic"].as_str());
    must(topic.is_some(), "state_topic")?;
    // "config" is for what can be set, and a sensor cannot.
    let category = text("entity_category");
    must(
        category.is_none_or(|it| it == "diagnostic"),
        "entity_category",
    )?;
    let enabled = &component["enabled_by_default"];
    must(
        enabled.is_null() || enabled.is_boolean(),
        "enabled_by_default",
    )?;
    let class = text("device_class");
    match platform {
        "sensor" => {
            let state_class = text("state_class");
            let is_enum = class == Some("enum");
            must(
                is_enum != texts(&component["options"]).is_empty(),
                "options",
            )?;
            must(!(is_enum && state_class.is_some()), "state_class")?;
            let is_known = |it| is_one_of(STATE_CLASSES, it);
            must(state_class.is_none_or(is_known), "state_class")
        }
        // Two of many.
        "binary_sensor" => must(
            class.is_none_or(|it| is_one_of("problem light", it)),
            "device_class",
        ),
        _ => must(!texts(&component["event_types"]).is_empty(), "event_types"),
    }
}

fn discovery() -> Value {
    let text = fs::read_to_string("tests/classroom/discovery.json").unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_discovery_of_a_desk_is_as_home_assistant_documents_it() {
    assert_eq!(check(&discovery()), Ok(()));
}

#[test]
fn what_home_assistant_would_not_accept_is_found() {
    let wrong = [
        ("/origin", Value::Null),
        ("/device", json!({ "name": "desk" })),
        ("/device/colour", json!("red")),
        ("/origin/name", json!(7)),
        ("/object_id", json!("desk")),
        ("/qos", json!(3)),
        ("/components/i1/platform", json!("switch")),
        ("/components/i1/object_id", json!("i1")),
        ("/components/i1/unique_id", json!("bp-4f2a91c0_i2")),
        ("/components/i1/payload", json!("1")),
        ("/components/loss/state_class", json!("rising")),
        ("/components/loss/options", json!(["low"])),
        ("/components/state/state_class", json!("total")),
        ("/components/state/options", json!([])),
        ("/components/steps/entity_category", json!("config")),
        ("/components/steps/enabled_by_default", json!("no")),
        ("/components/panel/event_types", json!([])),
    ];
    for (path, value) in wrong {
        let mut config = discovery();
        let (place, name) = path.rsplit_once('/').unwrap();
        config.pointer_mut(place).unwrap()[name] = value;
        assert!(check(&config).is_err(), "{path}");
    }
}

/// What each template reads is in the message that it is for.
#[test]
fn the_templates_read_what_a_desk_says() {
    let state = fs::read_to_string("tests/classroom/state.json").unwrap();
    let state: Value = serde_json::from_str(&state).unwrap();
    let event = fs::read_to_string("tests/classroom/events.txt").unwrap();
    let event: Value = serde_json::from_str(event.lines().next().unwrap()).unwrap();
    for (key, component) in discovery()["components"].as_object().unwrap() {
        let said = match component["state_topic"].is_null() {
            true => &state,
            false => &event,
        };
        let template = component["value_template"].as_str().unwrap();
        let (_, path) = template.split_once("value_json").unwrap();
        let end = path.find(|it: char| !it.is_alphanumeric() && !".['_]".contains(it));
        let path = path[..end.unwrap_or(path.len())].replace("['", "/");
        let path = path.replace("']", "").replace('.', "/");
        assert!(said.pointer(&path).is_some(), "{key}: {path}");
    }
}
