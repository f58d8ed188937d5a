//! Tests that run the program itself. One binary; one module a command group.

#[cfg(test)]
mod anchors;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod assessing;
#[cfg(test)]
mod bundles;
#[cfg(test)]
mod checking_bundles;
#[cfg(test)]
mod demonstration;
#[cfg(test)]
mod drafting;
#[cfg(test)]
mod durability;
#[cfg(test)]
mod exercise_rests;
#[cfg(test)]
mod exercises;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod files;
#[cfg(test)]
mod golden_drafts;
#[cfg(test)]
mod guided;
#[cfg(test)]
mod law;
#[cfg(test)]
mod leakage;
#[cfg(test)]
mod looking_back;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod problems;
#[cfg(test)]
mod register;
#[cfg(test)]
mod releasing;
#[cfg(test)]
mod sealed;
#[cfg(test)]
mod seeded;
#[cfg(test)]
mod signatures;
#[cfg(test)]
mod standing;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod support;
#[cfg(test)]
mod sync;
#[cfg(test)]
mod tamper;
#[cfg(test)]
mod terminal;
#[cfg(test)]
mod to_the_end;
#[cfg(test)]
mod training;
#[cfg(test)]
mod verify;
