//! Data packed by `zstd`: one frame behind another, with others between them that hold no data.

use std::io::{self, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// What all the frames of a file hold.
pub(super) struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    /// Whether a frame was begun and not read to its end.
    inside: bool,
    ended: bool,
}

impl<R: Read> Frames<R> {
    /// The frames of `source`.
    pub(super) fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new(), inside: false, ended: false }
    }

    /// Begins the next frame that holds data, or finds the end.
    fn begin(&mut self) -> io::Result<()> {
        let mut first = [0];
        if read_some(&mut self.source, &mut first)? == 0 {
            self.ended = true;
            return Ok(());
        }
        match self.decoder.init(first.chain(&mut self.source)) {
            Ok(()) => {
                self.inside = true;
                Ok(())
            }
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                let length = u64::from(length);
                if io::copy(&mut (&mut self.source).take(length), &mut io::sink())? < length {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                Ok(())
            }
            Err(error) => Err(wrong(error)),
        }
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() && !self.ended {
            if !self.inside {
                self.begin()?;
                continue;
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                self.decoder.decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1)).map_err(wrong)?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            self.inside = false;
        }
        Ok(0)
    }
}

fn read_some(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

/// The decoder's error, or the one of the file below it.
#[allow(clippy::needless_pass_by_value, reason = "it stands where a function of the error is asked for")]
fn wrong(error: FrameDecoderError) -> io::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(inner) = cause {
        if let Some(inner) = inner.downcast_ref::<io::Error>() {
            return match inner.raw_os_error() {
                Some(code) => io::Error::from_raw_os_error(code),
                None => inner.kind().into(),
            };
        }
        cause = inner.source();
    }
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

#[cfg(test)]
mod tests {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn unpack(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        Frames::new(bytes).read_to_end(&mut text)?;
        Ok(text)
    }

    fn frame(text: &str) -> Vec<u8> {
        compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
    }

    #[test]
    fn the_frames_of_a_file_follow_each_other() {
        let nothing = b"\x50\x2a\x4d\x18\x03\0\0\0xyz".to_vec();
        let long = "17,4\n".repeat(100_000);
        let all = [nothing.clone(), frame("a,b\n"), frame(""), nothing, frame(&long)].concat();
        assert_eq!(unpack(&all).unwrap(), format!("a,b\n{long}").into_bytes());
    }

    #[test]
    fn a_file_that_ends_in_a_frame_is_an_error_wherever_it_ends() {
        let whole = [frame("a,b\n17,4\n"), b"\x50\x2a\x4d\x18\x03\0\0\0xyz".to_vec()].concat();
        let first = frame("a,b\n17,4\n").len();
        for end in (1..whole.len()).filter(|end| *end != first) {
            assert!(unpack(&whole[..end]).is_err(), "{end}");
        }
        assert!(unpack(b"\x28\xb5\x2f\xfdnonsense").is_err());
        assert!(unpack(&[whole, b"more".to_vec()].concat()).is_err());
    }
}
