//! Text to spanned trees, for HCL and JSON. Gives no meaning to what it reads and looks at no file.

pub mod tree;
