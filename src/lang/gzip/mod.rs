//! Compression to gzip's format, byte for byte as Go 1.26's `compress/gzip` does at its default level: what
//! `base64gzip` gives is often compared with what was deployed.

mod bits;
mod block;
mod huffman;
mod matches;
mod stream;

pub(super) use stream::compress;
