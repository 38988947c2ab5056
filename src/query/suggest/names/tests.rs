//! Names in texts and their groups, in marked text.
