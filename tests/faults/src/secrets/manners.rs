//! How the service behaves.

/// What becomes of a prompt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prompter {
    /// Somebody types the right password.
    #[default]
    Answers,
    /// Nobody does anything.
    Silent,
    /// Somebody closes it.
    Dismisses,
    /// It cannot be shown.
    Missing,
}

/// What answers are like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// As the specification says.
    #[default]
    Right,
    /// Of another type than anybody expects.
    WrongTypes,
    /// Nothing but errors.
    Errors,
    /// A search finds an item that nobody can ask.
    Phantoms,
    /// The secrets are sealed for somebody else.
    Sealed,
}

impl Answers {
    /// Every kind that is not right.
    pub const WRONG: [Self; 4] = [Self::WrongTypes, Self::Errors, Self::Phantoms, Self::Sealed];
}

/// How the service dies while an item is being created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// It has not stored the item.
    BeforeStoring,
    /// It has stored the item, and not yet its secret: gnome-keyring writes its file after each.
    WhileStoring,
    /// It has stored the item, and not said so.
    AfterStoring,
    /// Likewise, and the next one is there before anybody notices.
    AfterStoringAndBack,
}
