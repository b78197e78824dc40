//! Units in the order in which a run takes them: those that depend on none of the others first. Source: Terragrunt 1.1.3
//! `internal/queue/queue.go` (`NewQueue`).

use std::collections::HashMap;
use std::path::Path;

use super::listed::Listed;

/// The units and stacks, which come by path and have no circles, level by level: a unit comes one level after the last of those
/// that it depends on. Within a level they stay by path.
pub fn by_level(listed: Vec<Listed>) -> Vec<Listed> {
    let indices: HashMap<&Path, usize> =
        listed.iter().enumerate().map(|(index, one)| (&*one.folder, index)).collect();
    let mut levels: Vec<Option<usize>> = vec![None; listed.len()];
    let mut is_met = vec![false; listed.len()];
    for start in 0..listed.len() {
        // A unit is left on the stack until those below it have their levels.
        is_met[start] = true;
        let mut open = vec![start];
        while let Some(index) = open.last().copied() {
            let depends_on = listed[index].dependencies.iter();
            let below: Vec<usize> =
                depends_on.filter_map(|other| indices.get(&*other.folder).copied()).collect();
            if let Some(unmet) = below.iter().find(|other| !is_met[**other]) {
                is_met[*unmet] = true;
                open.push(*unmet);
                continue;
            }
            let last = below.iter().filter_map(|other| levels[*other]).max();
            levels[index].get_or_insert(last.map_or(0, |level| level + 1));
            open.pop();
        }
    }
    let mut ordered: Vec<(Option<usize>, Listed)> = levels.into_iter().zip(listed).collect();
    ordered.sort_by_key(|(level, _)| *level);
    ordered.into_iter().map(|(_, one)| one).collect()
}
