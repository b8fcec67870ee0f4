//! Shares the work among threads: reading, digesting and counting blocks.
//!
//! Each thread takes whatever can be done next. Reading an input and digesting it go in order, by one thread at a time;
//! counting goes in any order. Digesting comes first because it cannot be shared within an input, then counting, then
//! reading as long as there are free buffers; so memory stays at a few blocks whatever the size of the files.

use std::collections::VecDeque;
use std::fs::File;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use super::blocks::{Block, BlockReader};
use super::error::Error;
use super::rows::Figures;

/// How many blocks are digested before their buffers are given back.
const DIGESTED: usize = 2;

/// An input while it is worked on.
struct Work {
    /// The reader, unless a thread has it or it is at the end.
    reader: Option<BlockReader>,
    /// Whether the end was reached.
    ended: bool,
    /// The digest so far, unless a thread has it or none is taken.
    hasher: Option<Sha256>,
    /// Whether a thread has the digest.
    digesting: bool,
    /// Blocks to digest, in order.
    undigested: VecDeque<Arc<Block>>,
}

/// What is known of an input when all is done.
#[derive(Default)]
pub(super) struct Done {
    pub sha256: Option<String>,
    pub bytes: u64,
    pub rows_read: u64,
    pub rows_counted: u64,
    /// Line feeds of each block.
    pub lines: Vec<u64>,
    pub spool: Option<File>,
}

/// How to run.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub threads: usize,
    pub digest: bool,
    /// Whether blocks are counted in order, all by the first thread.
    pub ordered: bool,
}

/// The state the threads share.
struct State {
    /// Opened inputs that are not yet done, by their number.
    open: Vec<(usize, Work)>,
    unopened: VecDeque<usize>,
    /// Inputs that a thread is opening.
    opening: usize,
    uncounted: VecDeque<Arc<Block>>,
    free: Vec<Vec<u8>>,
    buffers: usize,
    busy: usize,
    /// Threads that wait for something to do.
    waiting: usize,
    bytes: u64,
    done: Vec<Done>,
    error: Option<Error>,
    stopped: bool,
}

enum Job {
    Open(usize),
    Read(usize, BlockReader, Vec<u8>),
    Digest(usize, Sha256, Vec<Arc<Block>>),
    Count(Arc<Block>),
    Wait,
    End,
}

struct Shared<'a> {
    state: Mutex<State>,
    wake: Condvar,
    run: Run,
    open: &'a (dyn Fn(usize) -> Result<BlockReader, Error> + Sync),
    progress: &'a (dyn Fn(u64) + Sync),
}

/// Runs every block of `inputs` inputs through `count`, with one `make` for each thread, the first of which has the number 0, and gives what is known of the inputs
/// and what the threads hold.
pub(super) fn run<C: Send>(
    inputs: usize,
    run: Run,
    open: &(dyn Fn(usize) -> Result<BlockReader, Error> + Sync),
    progress: &(dyn Fn(u64) + Sync),
    make: impl Fn(usize) -> C + Sync,
    count: impl Fn(&mut C, &Block) -> Result<Figures, Error> + Sync,
) -> Result<(Vec<Done>, Vec<C>), Error> {
    let threads = run.threads.max(1);
    let state = State {
        open: Vec::new(),
        unopened: (0..inputs).collect(),
        opening: 0,
        uncounted: VecDeque::new(),
        free: Vec::new(),
        buffers: 4 * threads + 4,
        busy: 0,
        waiting: 0,
        bytes: 0,
        done: (0..inputs).map(|_| Done::default()).collect(),
        error: None,
        stopped: false,
    };
    let shared = Shared { state: Mutex::new(state), wake: Condvar::new(), run: Run { threads, ..run }, open, progress };
    let work = |worker: usize| {
        let mut counter = make(worker);
        shared.work(worker, &mut |block| count(&mut counter, block));
        counter
    };
    let work = &work;
    let counters = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|worker| scope.spawn(move || work(worker))).collect();
        let mut counters = vec![work(0)];
        for other in others {
            match other.join() {
                Ok(counter) => counters.push(counter),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        counters
    });
    let mut state = shared.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    match state.error.take() {
        Some(Error::RowTooLong { input, line, limit }) => {
            let before: u64 =
                state.done.get(usize::try_from(line).unwrap_or(0)).map_or(0, |done| done.lines.iter().sum());
            Err(Error::RowTooLong { input, line: before + 1, limit })
        }
        Some(error) => Err(error),
        None => Ok((state.done, counters)),
    }
}

/// Wakes the others if this thread panics, so that none waits for ever.
struct Alarm<'a>(&'a Shared<'a>);

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.lock().stopped = true;
            self.0.wake.notify_all();
        }
    }
}

impl Shared<'_> {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, worker: usize, count: &mut dyn FnMut(&Block) -> Result<Figures, Error>) {
        let _alarm = Alarm(self);
        let mut state = self.lock();
        loop {
            let job = state.next_job(worker, self.run);
            match job {
                Job::Wait => {
                    state.waiting += 1;
                    state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
                    state.waiting -= 1;
                }
                Job::End => {
                    self.wake.notify_all();
                    return;
                }
                job => {
                    state.busy += 1;
                    drop(state);
                    state = self.perform(job, count);
                    state.busy -= 1;
                    // Waking costs a call of the system even where nobody sleeps.
                    if state.waiting > 0 {
                        self.wake.notify_all();
                    }
                }
            }
        }
    }

    /// Does a job and enters its result.
    fn perform(&self, job: Job, count: &mut dyn FnMut(&Block) -> Result<Figures, Error>) -> MutexGuard<'_, State> {
        match job {
            Job::Open(input) => {
                let opened = (self.open)(input);
                let mut state = self.lock();
                state.opening -= 1;
                let hasher = self.run.digest.then(Sha256::new);
                match opened {
                    Ok(reader) => {
                        let undigested = VecDeque::new();
                        let work = Work { reader: Some(reader), ended: false, hasher, digesting: false, undigested };
                        state.open.push((input, work));
                    }
                    Err(error) => state.fail(error),
                }
                state
            }
            Job::Read(input, mut reader, buffer) => {
                let block = reader.next_block(buffer);
                let bytes = reader.bytes;
                let mut state = self.lock();
                let before = std::mem::replace(&mut state.done[input].bytes, bytes);
                state.bytes += bytes - before;
                let total = state.bytes;
                state.enter(input, reader, block, self.run.digest);
                drop(state);
                (self.progress)(total);
                self.lock()
            }
            Job::Digest(input, mut hasher, blocks) => {
                for block in &blocks {
                    hasher.update(&block.data[block.read.clone()]);
                }
                let mut state = self.lock();
                if let Some((_, work)) = state.open.iter_mut().find(|(open, _)| *open == input) {
                    (work.hasher, work.digesting) = (Some(hasher), false);
                }
                for block in blocks {
                    state.release(block);
                }
                state.close(input);
                state
            }
            Job::Count(block) => {
                let counted = count(&block);
                let mut state = self.lock();
                match counted {
                    Ok(figures) => {
                        let done = &mut state.done[block.input];
                        if done.lines.len() <= block.index {
                            done.lines.resize(block.index + 1, 0);
                        }
                        done.lines[block.index] += figures.lines;
                        done.rows_read += figures.rows_read;
                        done.rows_counted += figures.rows_counted;
                    }
                    Err(error) => state.fail(error),
                }
                state.release(block);
                state
            }
            Job::Wait | Job::End => self.lock(),
        }
    }
}

impl State {
    fn next_job(&mut self, worker: usize, run: Run) -> Job {
        if self.stopped {
            return Job::End;
        }
        for (input, work) in &mut self.open {
            if !work.undigested.is_empty()
                && let Some(hasher) = work.hasher.take()
            {
                work.digesting = true;
                // Few at a time, so that their buffers are soon free for the thread that reads.
                let few = work.undigested.len().min(DIGESTED);
                return Job::Digest(*input, hasher, work.undigested.drain(..few).collect());
            }
        }
        if (!run.ordered || worker == 0)
            && let Some(block) = self.uncounted.pop_front()
        {
            return Job::Count(block);
        }
        if self.error.is_none() {
            if self.buffers > 0 {
                for (input, work) in &mut self.open {
                    if let Some(reader) = work.reader.take() {
                        self.buffers -= 1;
                        return Job::Read(*input, reader, self.free.pop().unwrap_or_default());
                    }
                }
            }
            let most = if run.ordered { 1 } else { run.threads };
            if self.open.len() + self.opening < most
                && let Some(input) = self.unopened.pop_front()
            {
                self.opening += 1;
                return Job::Open(input);
            }
        }
        if self.busy > 0 || !self.uncounted.is_empty() { Job::Wait } else { Job::End }
    }

    fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    /// Enters a block that was read, or the end of its input.
    fn enter(&mut self, input: usize, reader: BlockReader, block: Result<Option<Block>, Error>, digest: bool) {
        let Some((_, work)) = self.open.iter_mut().find(|(open, _)| *open == input) else { return };
        match block {
            Ok(Some(block)) => {
                work.reader = Some(reader);
                let block = Arc::new(block);
                if digest {
                    work.undigested.push_back(Arc::clone(&block));
                }
                self.uncounted.push_back(block);
            }
            Ok(None) => {
                work.ended = true;
                self.buffers += 1;
                self.done[input].spool = reader.into_spool();
                self.close(input);
            }
            Err(Error::RowTooLong { input: name, limit, .. }) => {
                // The line is found when the blocks before are counted; until then it holds the number of the input.
                self.fail(Error::RowTooLong { input: name, line: input as u64, limit });
            }
            Err(error) => self.fail(error),
        }
    }

    /// Closes an input whose end was reached and whose digest is complete.
    fn close(&mut self, input: usize) {
        let complete = |work: &Work| work.ended && work.undigested.is_empty() && !work.digesting;
        if let Some(at) = self.open.iter().position(|(open, work)| *open == input && complete(work)) {
            let (_, work) = self.open.remove(at);
            self.done[input].sha256 = work.hasher.map(|hasher| hex(&hasher.finalize()));
        }
    }

    /// Takes back the buffer of a block that nobody needs any more.
    fn release(&mut self, block: Arc<Block>) {
        if let Ok(block) = Arc::try_unwrap(block) {
            self.free.push(block.data);
            self.buffers += 1;
        }
    }
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
