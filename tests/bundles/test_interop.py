"""Bundles open without WardQI: the stock age and ssh-keygen understand ours, and we theirs."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.bundles import sample
from wardqi.bundles import contents, keyring, seal
from wardqi.bundles.refused import Refused


def _run(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    name, *rest = map(str, arguments)
    return subprocess.run([sample.command(name), *rest], input=given, capture_output=True, check=False)


def _done(*arguments: str | Path, given: bytes = b"") -> bytes:
    done = _run(*arguments, given=given)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def _ssh_public(pub: bytes) -> str:
    wire = b"\0\0\0\x0bssh-ed25519\0\0\0 " + pub
    return f"ssh-ed25519 {base64.b64encode(wire).decode()}"


def _armoured(signature: bytes) -> bytes:
    return (
        b"-----BEGIN SSH SIGNATURE-----\n" + base64.encodebytes(signature) + b"-----END SSH SIGNATURE-----\n"
    )


def _verified(folder: Path, pub: bytes, namespace: str, signature: bytes, data: bytes) -> bool:
    """Whether stock ssh-keygen finds the signature good."""
    (folder / "allowed").write_text(f"ward {_ssh_public(pub)}\n")
    (folder / "sig").write_bytes(_armoured(signature))
    arguments = [
        "-Y",
        "verify",
        "-f",
        folder / "allowed",
        "-I",
        "ward",
        "-n",
        namespace,
        "-s",
        folder / "sig",
    ]
    return _run("ssh-keygen", *arguments, given=data).returncode == 0


def _private_key_file(folder: Path, seed: bytes) -> Path:
    path = folder / "id_ed25519"
    path.write_bytes(
        Ed25519PrivateKey.from_private_bytes(seed).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.OpenSSH,
            serialization.NoEncryption(),
        )
    )
    path.chmod(0o600)
    return path


def test_a_bundle_opens_with_stock_commands_alone(tmp_path: Path) -> None:
    bundle, key = tmp_path / "heron-pc1-00001.wqb", tmp_path / "key"
    bundle.write_bytes(sample.bundle())
    key.write_text(sample.HUB_PC.recv_secret + "\n")
    inside = _done("age", "-d", "-i", key, bundle)
    head = json.loads(_done("head", "-n1", given=inside))
    body = _done("tail", "-n", "+2", given=inside)
    text = _done("gunzip", given=body).decode()
    assert text.splitlines()[1:] == sample.lines(3)
    signature = base64.b64decode(head["sig"])
    assert _verified(tmp_path, sample.WARD_PC.sign_pub, "wardqi-bundle-v1", signature, body)
    assert not _verified(tmp_path, sample.WARD_PC.sign_pub, "wardqi-bundle-v1", signature, body + b"x")
    assert not _verified(tmp_path, sample.WARD_PC.sign_pub, "wardqi-bundle-v2", signature, body)
    assert not _verified(tmp_path, sample.STRANGER.sign_pub, "wardqi-bundle-v1", signature, body)


def test_a_bundle_made_with_stock_commands_alone_opens_here(tmp_path: Path) -> None:
    text, body = tmp_path / "text", tmp_path / "body"
    lines = "".join(f"{line}\n" for line in (json.dumps(sample.said(n=3)), *sample.lines(3)))
    text.write_text(lines, encoding="utf-8")
    body.write_bytes(_done("gzip", "-9", "-c", text))
    key = _private_key_file(tmp_path, sample.WARD_PC.sign_seed)
    _done("ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", "wardqi-bundle-v1", body)
    armour = (tmp_path / "body.sig").read_text().splitlines()
    head = json.dumps({"fmt": "wardqi-bundle", "v": 1, "sig": "".join(armour[1:-1])})
    locked = _done("age", "-r", sample.HUB_PC.recv_pub, given=head.encode() + b"\n" + body.read_bytes())
    opened = seal.open_bytes(locked, [sample.HUB_PC.recv_secret], lambda pub: pub == sample.WARD_PC.sign_pub)
    assert contents.unpack(opened.body) == (sample.manifest(), sample.lines(3))


def test_keys_made_by_age_keygen_are_ours_too(tmp_path: Path) -> None:
    _done("age-keygen", "-o", tmp_path / "key")
    secret = (tmp_path / "key").read_text().splitlines()[-1]
    pub = _done("age-keygen", "-y", tmp_path / "key").decode().strip()
    assert seal.recv_public(secret) == pub
    assert seal.is_recipient(pub)
    data = seal.close(b"body", [pub], sample.WARD_PC)
    assert _done("age", "-d", "-i", tmp_path / "key", given=data).endswith(b"\nbody")


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_000])
def test_age_and_we_agree_about_files_of_every_awkward_size(size: int, tmp_path: Path) -> None:
    data = os.urandom(size)
    (tmp_path / "key").write_text(sample.HUB_PC.recv_secret + "\n")
    theirs = _done("age", "-r", sample.HUB_PC.recv_pub, given=data)
    assert seal.decrypt(theirs, [sample.HUB_PC.recv_secret]) == data
    ours = seal.close(data, [sample.WARD_PC.recv_pub, sample.HUB_PC.recv_pub], sample.WARD_PC)
    assert _done("age", "-d", "-i", tmp_path / "key", given=ours).partition(b"\n")[2] == data


def test_ssh_keygen_and_we_agree_about_signatures(tmp_path: Path) -> None:
    seed = os.urandom(32)
    pub, key = seal.sign_public(seed), _private_key_file(tmp_path, seed)
    for data in (b"", b"a", os.urandom(100_000)):
        ours = seal.sshsig_sign(seed, "wardqi-keyring-v1", data)
        assert _verified(tmp_path, pub, "wardqi-keyring-v1", ours, data)
        (tmp_path / "data").write_bytes(data)
        (tmp_path / "data.sig").unlink(missing_ok=True)
        _done("ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", "wardqi-keyring-v1", tmp_path / "data")
        theirs = base64.b64decode("".join((tmp_path / "data.sig").read_text().splitlines()[1:-1]))
        assert theirs == ours  # Ed25519 gives one signature for one message
        assert seal.sshsig_verify(theirs, "wardqi-keyring-v1", data) == pub


def test_a_signature_with_the_other_hash_of_ssh_keygen_is_not_ours(tmp_path: Path) -> None:
    key = _private_key_file(tmp_path, sample.WARD_PC.sign_seed)
    (tmp_path / "data").write_bytes(b"data")
    arguments = ["-q", "-Y", "sign", "-O", "hashalg=sha256", "-f", key, "-n", "n", tmp_path / "data"]
    _done("ssh-keygen", *arguments)
    blob = base64.b64decode("".join((tmp_path / "data.sig").read_text().splitlines()[1:-1]))
    with pytest.raises(Refused, match="bad_signature"):
        seal.sshsig_verify(blob, "n", b"data")


def test_the_keyrings_signature_is_one_ssh_keygen_can_check(tmp_path: Path) -> None:
    signed = json.loads(keyring.sign(sample.keyring(), sample.ROOT_SEED))
    root = seal.sign_public(sample.ROOT_SEED)
    text, signature = signed["text"].encode(), base64.b64decode(signed["sig"])
    assert _verified(tmp_path, root, "wardqi-keyring-v1", signature, text)
