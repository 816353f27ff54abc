"""Pseudo terminals that Chromium takes for USB boards: run as root in a mount namespace of its own (spec/device.md section 7).

Speaks JSON lines. In: {"op": "add" | "write" | "remove", "name", "data"?, "vendor"?, "product"?, "serial"?}. Out: {"ready": true},
{"name", "data"} for what the browser wrote (base64), {"name", "baud"} when it opened at another rate. Nothing it mounts is seen outside.
"""
import base64
import fcntl
import json
import os
import selectors
import socket
import struct
import subprocess
import sys
import termios
import tty

TCGETS2 = 0x802C542A
NETLINK_KOBJECT_UEVENT = 15
UDEV_GROUP = 2
MAJOR = 166


def run(*command):
    subprocess.run(command, check=True)


def hide_the_machine(origins):
    """Everything private: no udev daemon, no other devices, one driver that counts as serial, the permission from a policy."""
    run("mount", "--make-rprivate", "/")
    run("mount", "-t", "tmpfs", "none", "/run")
    os.makedirs("/run/udev")
    # libudev listens to the group of udev only if this is there.
    open("/run/udev/control", "w").close()
    kept = "/run/nodes"
    os.makedirs(kept)
    nodes = ["null", "zero", "full", "random", "urandom", "tty"]
    for node in nodes:
        open(f"{kept}/{node}", "w").close()
        run("mount", "--bind", f"/dev/{node}", f"{kept}/{node}")
    run("mount", "-t", "tmpfs", "none", "/dev")
    for node in nodes:
        open(f"/dev/{node}", "w").close()
        run("mount", "--bind", f"{kept}/{node}", f"/dev/{node}")
    for folder in ["shm", "pts"]:
        os.makedirs(f"/dev/{folder}")
    run("mount", "-t", "tmpfs", "none", "/dev/shm")
    run("mount", "-t", "devpts", "-o", "newinstance,ptmxmode=0666", "devpts", "/dev/pts")
    os.symlink("pts/ptmx", "/dev/ptmx")
    os.symlink("/proc/self/fd", "/dev/fd")
    with open("/run/drivers", "w") as drivers:
        drivers.write(f"acm                  /dev/ttyACM    {MAJOR} 0-255 serial\n")
    run("mount", "--bind", "/run/drivers", "/proc/tty/drivers")
    policy = {"SerialAllowUsbDevicesForUrls": [{"devices": [{"vendor_id": 0x2B04}], "urls": origins}]}
    for folder in ["/etc/chromium", "/etc/opt/chrome"]:
        if not os.path.isdir(folder):
            continue
        run("mount", "-t", "tmpfs", "none", folder)
        os.makedirs(f"{folder}/policies/managed")
        with open(f"{folder}/policies/managed/serial.json", "w") as file:
            json.dump(policy, file)


def murmur2(text):
    """The hash by which udev's listeners filter subsystems."""
    data, multiplier = text.encode(), 0x5BD1E995
    value = len(data)
    while len(data) >= 4:
        k = struct.unpack("<I", data[:4])[0] * multiplier & 0xFFFFFFFF
        k = (k ^ (k >> 24)) * multiplier & 0xFFFFFFFF
        value = (value * multiplier & 0xFFFFFFFF) ^ k
        data = data[4:]
    if data:
        value = (value ^ int.from_bytes(data, "little")) * multiplier & 0xFFFFFFFF
    value = (value ^ (value >> 13)) * multiplier & 0xFFFFFFFF
    return value ^ (value >> 15)


class Board:
    def __init__(self, name):
        self.name = name
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave, termios.TCSANOW)
        os.set_blocking(self.master, False)
        self.path = f"/dev/{name}"
        os.symlink(os.ttyname(self.slave), self.path)
        self.waiting = b""
        self.baud = self.rate()

    def rate(self):
        return struct.unpack_from("I", fcntl.ioctl(self.slave, TCGETS2, bytes(44)), 40)[0]

    def flush(self):
        try:
            while self.waiting:
                self.waiting = self.waiting[os.write(self.master, self.waiting) :]
        except BlockingIOError:
            pass

    def pull(self):
        os.close(self.master)
        os.close(self.slave)
        os.unlink(self.path)


def main():
    hide_the_machine(sys.argv[1:])
    netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_KOBJECT_UEVENT)
    boards, count = {}, 0
    watch = selectors.DefaultSelector()
    watch.register(sys.stdin.fileno(), selectors.EVENT_READ, None)
    os.set_blocking(sys.stdin.fileno(), False)

    def say(message):
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()

    def uevent(action, name, given):
        nonlocal count
        count += 1
        properties = {
            "ACTION": action, "DEVPATH": f"/devices/virtual/tty/{name}", "SUBSYSTEM": "tty", "DEVNAME": f"/dev/{name}",
            "MAJOR": MAJOR, "MINOR": name[-1], "SEQNUM": count, "ID_VENDOR_ID": given.get("vendor", "2b04"),
            "ID_MODEL_ID": given.get("product", "c00d"), "ID_MODEL_ENC": "Board", "ID_SERIAL_SHORT": given.get("serial", "0" * 24),
        }
        body = b"".join(f"{key}={value}\0".encode() for key, value in properties.items())
        head = b"libudev\0" + struct.pack(">I", 0xFEEDCAFE) + struct.pack("=III", 40, 40, len(body))
        netlink.sendto(head + struct.pack(">I", murmur2("tty")) + bytes(12) + body, (0, UDEV_GROUP))

    def obey(order):
        name = order["name"]
        if order["op"] == "add":
            boards[name] = board = Board(name)
            watch.register(board.master, selectors.EVENT_READ, board)
            boards[name].given = order
            uevent("add", name, order)
        elif name not in boards:
            return
        elif order["op"] == "write":
            boards[name].waiting += base64.b64decode(order["data"])
            boards[name].flush()
        elif order["op"] == "remove":
            board = boards.pop(name)
            watch.unregister(board.master)
            board.pull()
            uevent("remove", name, board.given)

    say({"ready": True})
    orders = b""
    while True:
        for key, _ in watch.select(0.02):
            if key.data is None:
                part = os.read(key.fd, 1 << 20)
                if not part:
                    return
                orders += part
                *whole, orders = orders.split(b"\n")
                for line in whole:
                    obey(json.loads(line))
                continue
            try:
                data = os.read(key.fd, 65536)
            except OSError:
                continue
            # The rate before the bytes: they were written at it.
            if key.data.rate() != key.data.baud:
                key.data.baud = key.data.rate()
                say({"name": key.data.name, "baud": key.data.baud})
            say({"name": key.data.name, "data": base64.b64encode(data).decode()})
        for board in boards.values():
            board.flush()
            if board.rate() != board.baud:
                board.baud = board.rate()
                say({"name": board.name, "baud": board.baud})


main()
