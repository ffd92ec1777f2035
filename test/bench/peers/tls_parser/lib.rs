// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What tls_parser_rows.cc calls of tls-parser. `data` holds `size` octets.

use std::slice;
use tls_parser::{
    parse_tls_extensions, parse_tls_plaintext, parse_tls_record_header, SNIType, TlsExtension,
    TlsMessage, TlsMessageHandshake,
};

#[repr(C)]
pub struct Header {
    kind: u8,
    version: u16,
    length: u16,
}

/// Sets `*out` to the header of a record. False: it is not all there.
///
/// # Safety
/// The pointers are valid.
#[no_mangle]
pub unsafe extern "C" fn tls_parser_record_header(
    data: *const u8,
    size: usize,
    out: *mut Header,
) -> bool {
    match parse_tls_record_header(slice::from_raw_parts(data, size)) {
        Ok((_, header)) => {
            *out = Header {
                kind: header.record_type.0,
                version: header.version.0,
                length: header.len,
            };
            true
        }
        Err(_) => false,
    }
}

fn host_name(stream: &[u8]) -> Option<&[u8]> {
    let (_, record) = parse_tls_plaintext(stream).ok()?;
    let hello = match record.msg.first()? {
        TlsMessage::Handshake(TlsMessageHandshake::ClientHello(hello)) => hello,
        _ => return None,
    };
    let (_, extensions) = parse_tls_extensions(hello.ext?).ok()?;
    for extension in extensions {
        if let TlsExtension::SNI(names) = extension {
            let (_, name) = names.into_iter().find(|(kind, _)| *kind == SNIType::HostName)?;
            return Some(name);
        }
    }
    None
}

/// Sets `*name` and `*name_size` to the server's name in the hello that a stream begins with, if it
/// is in one record. It is a view of `data`. False: there is none.
///
/// # Safety
/// The pointers are valid.
#[no_mangle]
pub unsafe extern "C" fn tls_parser_server_name(
    data: *const u8,
    size: usize,
    name: *mut *const u8,
    name_size: *mut usize,
) -> bool {
    match host_name(slice::from_raw_parts(data, size)) {
        Some(found) => {
            *name = found.as_ptr();
            *name_size = found.len();
            true
        }
        None => false,
    }
}
