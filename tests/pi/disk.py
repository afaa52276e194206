"""A disk that loses power: an NBD server for QEMU that knows which writes were flushed and which were not.

A write that was flushed, or written through, survives the cut. Any of the others may be lost, in order or out of order,
in blocks of 4 KiB. What is not modelled: blocks that are half old and half new, damage to blocks that nobody wrote, and a
disk that reports a flush before it has flushed. ext4 itself needs a repair by hand after the first of them.
"""

import os
import socket
import struct
import tempfile
import threading

SECTOR = 512
BLOCK = 4096

# The part of the NBD protocol that QEMU uses: https://github.com/NetworkBlockDevice/nbd/blob/master/doc/proto.md
INIT = b"NBDMAGICIHAVEOPT"
FIXED_NEWSTYLE = 1
OPTION_REPLY, REQUEST, REPLY = 0x3E889045565A9, 0x25609513, 0x67446698
OPTION_GO, OPTION_ACK, OPTION_INFO, OPTION_UNSUPPORTED = 7, 1, 3, 0x80000001
HAS_FLAGS, SEND_FLUSH, SEND_FUA = 1, 4, 8
READ, WRITE, DISCONNECT, FLUSH = range(4)
FUA = 1
EINVAL = 22


class PowerCut(Exception):
    """The disk has no power."""


class Disk:
    """The contents of a disk in memory; they survive from one QEMU to the next."""

    def __init__(self, image):
        self.image = bytearray(image)
        # The number of blocks written so far.
        self.written = self.lost = 0
        # Unflushed writes in order: where, and what; no piece spans two blocks.
        self._pending = []
        # The same by sector, for reading.
        self._cache = {}
        # Where the last write ended.
        self._end = None
        # How many more blocks are accepted before the power fails; None for no limit.
        self._left = None
        self.is_off = threading.Event()

    def powered(self):
        """Serves the disk inside `with`, which returns the address for QEMU."""
        self._left = None
        self.is_off.clear()
        return Server(self)

    def cut_after(self, blocks):
        """Cuts the power after this many more blocks, even in the middle of a write; then `is_off` is set."""
        self._left = blocks

    def settle(self, random):
        """Decides which unflushed writes survive the cut; call it after QEMU has ended."""
        if random.random() < 0.5:
            kept = self._pending[: random.randint(0, len(self._pending))]
        else:
            share = random.random()
            kept = [write for write in self._pending if random.random() < share]
        self.lost += len(self._pending) - len(kept)
        self._pending = kept
        self.flush()

    # QEMU's requests.

    def read(self, offset, length):
        data = self.image[offset : offset + length]
        for begin in range(0, length, SECTOR):
            if contents := self._cache.get((offset + begin) // SECTOR):
                data[begin : begin + SECTOR] = contents
        return data

    def write(self, offset, data, through):
        end = offset + len(data)
        while offset < end:
            piece = data[: BLOCK - offset % BLOCK]
            self._write_piece(offset, piece)
            offset, data = offset + len(piece), data[len(piece) :]
        if through:
            self.flush()

    def _write_piece(self, offset, piece):
        # QEMU's SD card passes its data on sector by sector.
        goes_on = offset == self._end and offset % BLOCK != 0
        if not goes_on:
            if self._left == 0:
                raise PowerCut
            if self._left is not None:
                self._left -= 1
            self.written += 1
        self._end = offset + len(piece)
        self._pending.append((offset, piece))
        for begin in range(0, len(piece), SECTOR):
            self._cache[(offset + begin) // SECTOR] = piece[begin : begin + SECTOR]

    def flush(self):
        for offset, piece in self._pending:
            self.image[offset : offset + len(piece)] = piece
        self._pending.clear()
        self._cache.clear()


class Server:
    """Serves a disk on a Unix socket to one QEMU."""

    def __init__(self, disk):
        self._disk = disk
        self._folder = tempfile.TemporaryDirectory()
        self._listener = socket.socket(socket.AF_UNIX)
        path = os.path.join(self._folder.name, "disk")
        self._listener.bind(path)
        self._listener.listen(1)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.address = f"nbd+unix:///?socket={path}"

    def __enter__(self):
        self._thread.start()
        return self.address

    def __exit__(self, *_):
        """Call it after QEMU has ended. Whatever QEMU had sent by then is still accepted, as a disk would do."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()
        self._folder.cleanup()

    def _serve(self):
        try:
            connection = self._listener.accept()[0]
        except OSError:
            return  # QEMU has never connected
        with connection, connection.makefile("rwb") as stream:
            try:
                self._agree(stream)
                while self._answer(stream):
                    pass
            except (EOFError, ConnectionError):
                pass
            except PowerCut:
                self._disk.is_off.set()
                # From now on QEMU gets no answer, not even an error, until it is killed.
                while stream.read(1 << 16):
                    pass

    def _agree(self, stream):
        send(stream, INIT, ">H", FIXED_NEWSTYLE)
        receive(stream, ">I")
        while True:
            _, option, length = receive(stream, ">QII")
            exactly(stream, length)
            if option == OPTION_GO:
                break
            send(stream, b"", ">QIII", OPTION_REPLY, option, OPTION_UNSUPPORTED, 0)
        flags = HAS_FLAGS | SEND_FLUSH | SEND_FUA
        send(stream, b"", ">QIIIHQH", OPTION_REPLY, option, OPTION_INFO, 12, 0, len(self._disk.image), flags)
        send(stream, b"", ">QIII", OPTION_REPLY, option, OPTION_ACK, 0)

    def _answer(self, stream):
        """Handles the next request; returns whether there may be more."""
        magic, flags, command, handle, offset, length = receive(stream, ">IHHQQI")
        if magic != REQUEST:
            raise ValueError(f"no request: {magic:#x}")
        data, error = b"", 0
        if command == READ:
            data = self._disk.read(offset, length)
        elif command == WRITE:
            self._disk.write(offset, exactly(stream, length), flags & FUA)
        elif command == FLUSH:
            self._disk.flush()
        elif command == DISCONNECT:
            return False
        else:
            error = EINVAL
        stream.write(struct.pack(">IIQ", REPLY, error, handle) + data)
        stream.flush()
        return True


def exactly(stream, length):
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def receive(stream, form):
    return struct.unpack(form, exactly(stream, struct.calcsize(form)))


def send(stream, before, form, *values):
    stream.write(before + struct.pack(form, *values))
    stream.flush()
