"""What an operator meets in years of cron: no network, portals, refusals, bad certificates, wrong clocks, two at once."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from ecorridor_scraper import load_comments
from ecorridor_scraper.state import State

from .commands import FAST, command, last_manifest, rows, spawn, unread
from .local import Answer, LocalSite, article

OPENSSL = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost")
PORTAL = "<html><head><title>Guest Wi-Fi login</title></head><body><h1>Welcome</h1><p>Please accept our terms of use to go on.</p></body></html>"


def crawl(site: LocalSite, data: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return spawn("crawl", site.url, "--data", str(data), "-q", *FAST, *more)


def test_a_name_that_is_not_found_is_one_line(tmp_path: Path) -> None:
    done = spawn("crawl", "https://no-such-host.invalid/", "--data", str(tmp_path), "-q", *FAST)
    assert (done.returncode, done.stdout) == (4, "")
    assert len(done.stderr.splitlines()) == 1
    assert "host unknown" in done.stderr


@pytest.mark.skipif(
    not shutil.which("unshare") or subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode != 0,
    reason="no network namespace can be made here",
)
def test_without_any_network_every_site_together_is_one_line(tmp_path: Path) -> None:
    arguments = ["unshare", "-rn", *command("crawl", "--data", str(tmp_path), "-q", *FAST)]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout) == (4, "")
    assert len(done.stderr.splitlines()) == 1
    assert "nothing could be fetched" in done.stderr


def test_without_an_answer_one_line_is_all_that_is_said(tmp_path: Path) -> None:
    done = spawn("crawl", "http://127.0.0.1:9/", "--data", str(tmp_path), "-s", "DOWNLOAD_DELAY=0")
    assert done.returncode == 4
    assert done.stderr.splitlines() == [
        "ecorridor: nothing could be fetched: connection refused, for instance http://127.0.0.1:9/; "
        "check the address and the network"
    ]


def test_a_run_whose_account_nobody_reads_ends_as_it_did(tmp_path: Path) -> None:
    code, said = unread("crawl", "http://127.0.0.1:9/", "--data", str(tmp_path), "--json", "-s", "DOWNLOAD_DELAY=0")
    assert code == 4
    assert said.startswith("ecorridor: nothing could be fetched")
    assert len(said.splitlines()) == 1


def test_manifests_may_be_kept_for_longer_than_there_is_a_calendar(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(1)
        done = crawl(site, tmp_path, "-s", "MANIFEST_DAYS=99999999")
    assert (done.returncode, done.stderr) == (0, "")


def test_datasets_that_were_restored_without_a_memory_are_no_new_site(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(3)
        assert crawl(site, tmp_path).returncode == 0
        shutil.rmtree(tmp_path / "_ops")
        done = crawl(site, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_redirects_without_end_are_said_to_be_that(tmp_path: Path) -> None:
    with LocalSite({"/": Answer("", 302, {"Location": "/"})}) as site:
        done = crawl(site, tmp_path)
    assert done.returncode == 4
    assert "redirects without end" in done.stderr


def test_a_site_whose_robots_txt_turns_to_keep_all_out_is_blocked_and_loses_no_row(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(2)
        crawl(site, tmp_path)
        site.answers["/robots.txt"] = Answer("User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
        done = crawl(site, tmp_path, "-s", "NOW=2095-01-01T00:00:00Z")
    assert done.returncode == 6
    assert "robots.txt" in done.stderr
    assert "leave it out, or ask its operator" in done.stderr
    assert rows(tmp_path, "articles") == 2


def test_a_site_that_refuses_every_page_is_blocked(tmp_path: Path) -> None:
    with LocalSite() as site:
        for path in site.add_articles(5):
            site.answers[path] = Answer("no", 403)
        done = crawl(site, tmp_path)
    assert done.returncode == 6
    assert len(done.stderr.splitlines()) == 1
    assert "the site refuses" in done.stderr
    assert rows(tmp_path, "articles") == 0


def test_a_portal_that_answers_for_a_site_changes_nothing(tmp_path: Path) -> None:
    with LocalSite() as site, LocalSite({"/": Answer(PORTAL)}) as portal:
        paths = site.add_articles(3)
        first = crawl(site, tmp_path, "-s", "NOW=2026-11-02T00:00:00Z")
        before = (rows(tmp_path, "articles"), rows(tmp_path, "comments"))
        elsewhere = portal.url.replace("127.0.0.1", "localhost") + "/"
        for path in ("/", *paths):
            site.answers[path] = Answer("", 302, {"Location": elsewhere})
        redirected = crawl(site, tmp_path, "-s", "NOW=2026-11-05T00:00:00Z")
        for path in ("/", *paths):
            site.answers[path] = Answer(PORTAL)
        answered = crawl(site, tmp_path, "-s", "NOW=2026-11-08T00:00:00Z")
        for path in ("/", "/feed/", "/rss.xml", "/sitemap.xml"):
            site.answers[path] = Answer(PORTAL)
        new = crawl(site, tmp_path / "new", "-s", "NOW=2026-11-08T00:00:00Z")
    assert first.returncode == 0, first.stderr
    assert redirected.returncode == 4, redirected.stderr
    assert "redirected to localhost" in redirected.stderr
    assert answered.returncode == 4, answered.stderr
    assert new.returncode == 4, new.stderr
    assert (rows(tmp_path, "articles"), rows(tmp_path, "comments")) == before
    assert rows(tmp_path / "new", "articles") == 0


def test_a_deleted_article_that_leads_to_the_front_page_is_no_article(tmp_path: Path) -> None:
    with LocalSite() as site:
        paths = site.add_articles(12)
        site.answers[paths[1]] = Answer("", 301, {"Location": "/"})
        done = crawl(site, tmp_path)
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path, "articles") == 11


def test_a_certificate_that_nobody_signed_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = subprocess.run(
        [*OPENSSL, "-keyout", str(key), "-out", str(certificate)],
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("openssl is not here")

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(article(1, "https://localhost/").encode())

    class Server(HTTPServer):
        def handle_error(self, *args: object) -> None:
            """A client that does not trust it is what is tested."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = Server(("127.0.0.1", 0), Page)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"https://localhost:{server.server_address[1]}/"
        done = spawn("crawl", url, "--data", str(tmp_path / "data"), "-q", *FAST)
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 4, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "certificate" in done.stderr


def test_a_clock_that_ran_years_ahead_for_one_run_costs_nothing(tmp_path: Path) -> None:
    with LocalSite() as site:
        paths = site.add_articles(3)
        crawl(site, tmp_path, "-s", "NOW=2035-01-01T00:00:00Z")
        asked = len(site.paths("/2026/"))
        done = crawl(site, tmp_path, "-s", "NOW=2026-11-02T00:00:00Z")
    assert asked == 3
    assert done.returncode == 0, done.stderr
    assert "wrong clock" in done.stderr
    assert sorted(site.paths("/2026/")[asked:]) == sorted(paths)


def test_what_was_stored_under_a_clock_that_ran_ahead_can_be_changed_again(tmp_path: Path) -> None:
    with LocalSite() as site:
        (path,) = site.add_articles(1)
        crawl(site, tmp_path, "-s", "NOW=2095-01-01T00:00:00Z")
        found = spawn("verify", "--data", str(tmp_path))
        mended = spawn("verify", "--repair", "--data", str(tmp_path))
        site.answers[path] = Answer(article(0, site.url + path).replace("it shook", "it swayed"))
        told = crawl(site, tmp_path)
    texts = load_comments(tmp_path, columns=["text"])["text"].to_pylist()
    assert found.returncode == 8
    assert "still to come" in found.stdout
    assert (mended.returncode, spawn("verify", "--data", str(tmp_path)).returncode) == (0, 0), mended.stdout
    assert "verify --repair" in told.stderr
    assert len(texts) == 2
    assert all("swayed" in text for text in texts)


def test_a_host_that_has_closed_hours_is_left_alone(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(3)
        closed = crawl(site, tmp_path, "-s", "NOW=2026-11-02T12:00:00Z", "-s", "CRAWL_HOURS=22:00-06:00")
        assert site.log == []
        opened = crawl(site, tmp_path, "-s", "NOW=2026-11-02T23:30:00Z", "-s", "CRAWL_HOURS=22:00-06:00")
    wrong = crawl(site, tmp_path, "-s", "CRAWL_HOURS=at night")
    assert (closed.returncode, closed.stderr) == (0, "")
    assert opened.returncode == 0, opened.stderr
    assert rows(tmp_path, "articles") == 3
    assert wrong.returncode == 2
    assert "are no hours of the day" in wrong.stderr


def test_a_daily_quota_is_kept_over_runs(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(10)
        for _ in range(3):
            crawl(site, tmp_path, "-s", "DAILY_QUOTA=6", "-s", "NOW=2026-11-02T12:00:00Z")
        assert len(site.log) <= 6 + 3  # robots.txt is asked for by each run before it knows
        crawl(site, tmp_path, "-s", "NOW=2026-11-03T12:00:00Z")
    assert rows(tmp_path, "articles") == 10


def start(site: LocalSite, data: Path, *more: str) -> subprocess.Popen[str]:
    """A crawl that has fetched some articles."""
    arguments = command("crawl", site.url, "--data", str(data), "-q", "-s", "DOWNLOAD_DELAY=0", *more)
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while len(site.paths("/2026/")) < 8 and time.monotonic() < deadline:
        time.sleep(0.05)
    return process


def test_two_runs_at_once_end_politely_and_one_that_was_killed_is_taken_up(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(40, wait=0.1)
        process = start(site, tmp_path)
        second = crawl(site, tmp_path)
        process.kill()
        process.communicate()
        site.add_articles(40)  # they wait no longer
        third = crawl(site, tmp_path)
    assert second.returncode == 75
    assert len(second.stderr.splitlines()) == 1
    assert third.returncode == 0, third.stderr
    assert "died before its end" in third.stderr
    assert rows(tmp_path, "articles") == 40
    codes = sorted(json.loads(p.read_text())["exit_code"] for p in (tmp_path / "_ops" / "runs").glob("*.json"))
    assert codes == [0, 137]


def test_ctrl_c_twice_ends_at_once_and_loses_nothing(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(40, wait=0.5)
        process = start(site, tmp_path)
        process.send_signal(signal.SIGINT)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        site.add_articles(40)  # they wait no longer
        done = crawl(site, tmp_path)
    assert process.returncode == 130, errors
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path, "articles") == 40
    assert last_manifest(tmp_path)["exit_code"] == 0


def test_no_secret_is_logged_or_kept(tmp_path: Path) -> None:
    refused = spawn("crawl", "http://me:hunter2@127.0.0.1:9/", "--data", str(tmp_path), *FAST)
    hook = ("-s", "NOTIFY_URL=http://127.0.0.1:9/hooks/hunter2", "-s", "PING_URL=http://127.0.0.1:9/hunter2")
    done = spawn("crawl", "http://127.0.0.1:9/?token=hunter2", "--data", str(tmp_path), *FAST, *hook)
    assert refused.returncode == 2
    assert done.returncode == 4
    assert "hunter2" not in refused.stderr + done.stderr + done.stdout
    manifests = [p.read_text() for p in (tmp_path / "_ops" / "runs").glob("*.json")]
    assert manifests
    assert not [text for text in manifests if "hunter2" in text]


def test_a_ping_tells_that_a_run_began_and_how_it_ended(tmp_path: Path) -> None:
    with LocalSite({"/id/start": Answer("ok"), "/id": Answer("ok"), "/id/fail": Answer("ok")}) as switch:
        with LocalSite() as site:
            site.add_articles(2)
            crawl(site, tmp_path, "-s", f"PING_URL={switch.url}/id")
        crawl(site, tmp_path, "-s", f"PING_URL={switch.url}/id")
    assert switch.paths() == ["/id/start", "/id", "/id/start", "/id/fail"]


# ---------------------------------------------------------------- who hears of it


def test_a_webhook_gets_the_notice_and_its_trouble_changes_nothing(tmp_path: Path) -> None:
    with LocalSite({"/hooks/hunter2": lambda asked: Answer("", 500 if asked else 200)}) as chat, LocalSite() as site:
        site.answers["/"] = Answer("no", 403)
        hook = ("-s", f"NOTIFY_URL={chat.url}/hooks/hunter2", "-s", "NOW=2026-11-02T12:00:00Z")
        told = crawl(site, tmp_path / "a", *hook)
        refused = crawl(site, tmp_path / "b", *hook)
    assert [done.returncode for done in (told, refused)] == [6, 6]
    notices = [json.loads(r.body) for r in chat.log]
    assert len(notices) == 2
    assert notices[0]["exit_code"] == 6
    assert "the site refuses" in notices[0]["text"]
    assert chat.log[0].headers["content-type"] == "application/json"
    assert "NOTIFY_URL: HTTP Error 500" in refused.stderr
    assert "hunter2" not in told.stderr + refused.stderr


def test_trouble_is_told_once_for_ever_where_that_is_wanted(tmp_path: Path) -> None:
    script = tmp_path / "tell.sh"
    script.write_text(f"#!/bin/sh\ncat >> {tmp_path}/told\n")
    script.chmod(0o755)
    hook = ("-s", f"NOTIFY_COMMAND={script}", "-s", "NOTIFY_AGAIN_HOURS=100000000000000")
    for now in ("2026-11-02T08:00Z", "2027-11-02T08:00Z"):
        done = spawn("crawl", "http://127.0.0.1:9/", "--data", str(tmp_path / "data"), *hook, "-q", "-s", f"NOW={now}")
        assert (done.returncode, len(done.stderr.splitlines())) == (4, 1), done.stderr
    assert (tmp_path / "told").read_text().count("nothing could be fetched") == 1


def rotten(data: Path, *, roots: bool) -> None:
    """Spoil what the crawl remembers of pages: where its table begins, or what was written last."""
    with sqlite3.connect(data / "_ops" / "state.sqlite") as db:
        size = db.execute("PRAGMA page_size").fetchone()[0]
        begins = {number: name for name, number in db.execute("SELECT name, rootpage FROM sqlite_master")}
    db.close()
    content = bytearray((data / "_ops" / "state.sqlite").read_bytes())
    count = len(content) // size
    for number in range(2, count + 1):
        if begins.get(number) == "pages" if roots else number not in begins and number > count // 2:
            content[(number - 1) * size : number * size] = b"\xff" * size
    (data / "_ops" / "state.sqlite").write_bytes(content)


def test_a_memory_whose_tables_rotted_is_made_again(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(2)
        crawl(site, tmp_path)
        rotten(tmp_path, roots=True)
        told = spawn("status", "--data", str(tmp_path))
        done = crawl(site, tmp_path)
        visits = len(site.paths("/2026/"))
    assert (told.returncode, len(told.stderr.splitlines())) == (2, 1)
    assert "the next crawl mends it" in told.stderr
    assert (done.returncode, "is set aside" in done.stderr) == (0, True), done.stderr
    assert (visits, rows(tmp_path, "articles")) == (2, 2)


def test_a_memory_that_rotted_inside_is_named_with_the_remedy(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(2)
        crawl(site, tmp_path)
        state = State.of(tmp_path)
        for number in range(1500):
            state.found(f"127.0.0.1/{number}", f"{site.url}/{number}", "127.0.0.1", datetime.now(UTC))
        state.close()
        rotten(tmp_path, roots=False)
        ended = [spawn("status", "--data", str(tmp_path)), crawl(site, tmp_path)]
        (tmp_path / "_ops" / "state.sqlite").unlink()
        mended = crawl(site, tmp_path)
    for done in ended:
        assert (done.returncode, len(done.stderr.splitlines())) == (8, 1), done.stderr
        assert f"{tmp_path / '_ops' / 'state.sqlite'}: " in done.stderr
        assert "remove it" in done.stderr
    assert (mended.returncode, rows(tmp_path, "articles")) == (0, 2)


def test_what_was_removed_under_a_run_with_its_visits_is_fetched_again(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(30, wait=0.1)
        process = start(site, tmp_path)
        shutil.rmtree(tmp_path / "_ops" / "staging")
        _, said = process.communicate(timeout=120)
        crawl(site, tmp_path)
    assert (process.returncode, len(said.splitlines())) == (73, 1), said
    assert "was removed under the run" in said
    assert rows(tmp_path, "articles") == 30


def test_the_textfile_tells_of_every_site_whichever_run_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "ecorridor.prom"
    there = ("-s", f"PROMETHEUS_FILE={path}")
    with LocalSite() as site, LocalSite() as other:
        site.add_articles(2)
        other.add_articles(1)
        crawl(site, tmp_path / "data", *there, "-s", "NOW=2026-11-02T12:00:00Z")
        elsewhere = other.url.replace("127.0.0.1", "localhost")
        spawn(
            "crawl", elsewhere, "--data", str(tmp_path / "data"), "-q", *FAST, *there, "-s", "NOW=2026-11-02T13:00:00Z"
        )
        site.answers = {}
        failed = crawl(site, tmp_path / "data", *there, "-s", "NOW=2026-11-02T14:00:00Z")
    rows = dict(line.rsplit(" ", 1) for line in path.read_text().splitlines() if not line.startswith("#"))
    noon = 1793620800
    assert failed.returncode == 4
    assert rows["ecorridor_run_exit_code{}"] == "4"
    assert int(rows['ecorridor_last_success_timestamp_seconds{site="127.0.0.1"}']) - noon < 60
    assert int(rows['ecorridor_last_run_timestamp_seconds{site="127.0.0.1"}']) - noon >= 7200
    assert int(rows['ecorridor_last_success_timestamp_seconds{site="localhost"}']) - noon >= 3600
    assert [p.name for p in tmp_path.iterdir() if "prom" in p.name] == ["ecorridor.prom"]


# ---------------------------------------------------------------- the end of a run, and the end of a day


def test_a_run_does_not_wait_beyond_its_minutes_for_a_host_that_asks_it_to(tmp_path: Path) -> None:
    with LocalSite() as site:
        paths = site.add_articles(6)
        site.answers[paths[0]] = Answer("later", 429, {"Retry-After": "100"})
        began = time.monotonic()
        done = crawl(site, tmp_path, "--max-minutes", "0.5", "-s", "NOW=2026-11-02T12:00:00Z")
        seconds = time.monotonic() - began
        site.log.clear()
        early = crawl(site, tmp_path, "-s", "NOW=2026-11-02T12:01:00Z")
    assert site.log == []
    assert seconds < 30
    assert done.returncode in (0, 5, 6)
    assert early.returncode == 6
    assert "left alone until 2026-11-02 12:0" in early.stderr


def test_sigterm_in_the_middle_of_commits_leaves_whole_datasets(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(60, wait=0.02)
        process = start(site, tmp_path, "-s", "COMMIT_MINUTES=0.00001")  # after each article
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 143, errors
    assert last_manifest(tmp_path)["articles"] == rows(tmp_path, "articles") >= 8
    verified = spawn("verify", "--data", str(tmp_path))
    assert verified.returncode == 0, verified.stderr
    assert not list((tmp_path / "_ops" / "staging").iterdir())


def test_hours_that_end_in_the_middle_of_a_run_end_it(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(60, wait=0.3)
        # so late that a slow machine has begun before the hours end
        now = ("-s", "NOW=2026-11-02T05:59:52Z", "-s", "CRAWL_HOURS=22:00-06:00")
        done = crawl(site, tmp_path, *now)
    assert (done.returncode, done.stderr) == (0, "")
    assert site.log
    assert rows(tmp_path, "articles") < 60  # which would take 18 seconds


@pytest.mark.parametrize(
    ("validator", "condition"),
    [({"ETag": '"1"'}, "if-none-match"), ({"Last-Modified": "Sun, 01 Nov 2026 10:00:00 GMT"}, "if-modified-since")],
)
def test_a_thread_that_the_end_of_a_run_cut_off_is_not_closed_by_a_304(
    validator: dict[str, str], condition: str, tmp_path: Path
) -> None:
    with LocalSite() as site:
        path = site.add_articles(1)[0]
        further = f'<a href="{site.url}{path}comment-page-2/#comments">Newer comments</a></ol>'
        whole = Answer(article(0, site.url + path).replace("</ol>", further), 200, validator, wait=2)
        second = article(0, site.url + path, comments=4).replace("comment-00", "comment-90")
        site.answers[f"{path}comment-page-2/"] = Answer(second)

        def answer(asked: int) -> Answer:
            return Answer("", 304) if condition in site.log[-1].headers else whole

        site.answers[path] = answer
        arguments = command("crawl", site.url, "--data", str(tmp_path), "-q", *FAST)
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 60
        while not site.paths("/2026/") and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        before = rows(tmp_path, "comments")
        done = crawl(site, tmp_path)
    assert (process.returncode, before) == (143, 2)
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path, "comments") == 6


def quiet_hours(site: LocalSite, data: Path) -> list[tuple[int, str]]:
    """Exit code and words of two later crawls, after a first one that was well or not."""
    crawl(site, data, "-s", "NOW=2026-11-02T00:00:00Z")
    runs = [crawl(site, data, "-s", f"NOW=2026-11-02T{hour:02d}:30:00Z") for hour in (1, 6)]
    return [(done.returncode, done.stderr) for done in runs]


@pytest.mark.parametrize("answer", [Answer("broken", 500), Answer("no", 403), Answer("", 301, {"Location": "/"})])
def test_a_page_that_always_fails_rings_no_bell_on_a_site_that_is_well(answer: Answer, tmp_path: Path) -> None:
    with LocalSite() as site:
        site.answers[site.add_articles(4)[1]] = answer
        assert quiet_hours(site, tmp_path) == [(0, "")] * 2
        assert rows(tmp_path, "articles") == 3


def test_a_page_that_robots_txt_keeps_out_rings_no_bell(tmp_path: Path) -> None:
    with LocalSite() as site:
        path = site.add_articles(4)[1]
        site.answers["/robots.txt"] = Answer(f"User-agent: *\nDisallow: {path}", headers={"Content-Type": "text/plain"})
        first = crawl(site, tmp_path, "-s", "NOW=2026-11-02T00:00:00Z")
        assert (first.returncode, first.stderr) == (0, "")
        assert quiet_hours(site, tmp_path) == [(0, "")] * 2


def test_a_new_site_that_keeps_all_of_its_pages_out_is_blocked(tmp_path: Path) -> None:
    with LocalSite() as site:
        site.add_articles(4)
        site.answers["/robots.txt"] = Answer("User-agent: *\nDisallow: /2026/", headers={"Content-Type": "text/plain"})
        done = crawl(site, tmp_path)
    assert done.returncode == 6
    assert "the site refuses: robots.txt" in done.stderr


def test_pages_that_begin_to_fail_are_told_of(tmp_path: Path) -> None:
    with LocalSite() as site:
        paths = site.add_articles(5)
        crawl(site, tmp_path, "-s", "NOW=2026-11-02T00:00:00Z")
        for path in paths[:4]:
            site.answers[path] = Answer("broken", 500)
        done = crawl(site, tmp_path, "-s", "NOW=2026-11-03T00:00:00Z")
    assert done.returncode == 5
    assert "4 of 5 pages failed: status 500" in done.stderr


def test_a_page_that_the_user_names_is_told_of_though_the_site_is_well(tmp_path: Path) -> None:
    with LocalSite() as site:
        path = site.add_articles(3)[0]
        crawl(site, tmp_path, "-s", "NOW=2026-11-02T00:00:00Z")
        site.answers[path] = Answer(PORTAL)
        done = spawn("crawl", site.url + path, "--data", str(tmp_path), "-q", *FAST, "-s", "NOW=2026-11-02T03:00:00Z")
    assert done.returncode == 4, done.stderr


def test_a_new_site_of_which_no_page_has_text_is_told_of(tmp_path: Path) -> None:
    with LocalSite() as site:
        for path in site.add_articles(4):
            site.answers[path] = Answer('<html><body><div id="app"></div></body></html>')
        done = crawl(site, tmp_path)
    assert done.returncode == 4
    assert "none of 4 pages has an article's text" in done.stderr


def test_a_page_that_is_too_large_is_counted_and_no_warning_is_logged(tmp_path: Path) -> None:
    with LocalSite() as site:
        paths = site.add_articles(3)
        crawl(site, tmp_path, "-s", "NOW=2026-11-02T00:00:00Z")
        site.answers[paths[1]] = Answer("x" * 20_000)
        done = crawl(site, tmp_path, "-s", "NOW=2026-11-03T00:00:00Z", "-s", "DOWNLOAD_MAXSIZE=10000")
    assert (done.returncode, done.stderr) == (0, "")
    assert last_manifest(tmp_path)["failed"] == 1


@pytest.mark.skipif(not socket.has_ipv6 or not Path("/proc/net/if_inet6").exists(), reason="no IPv6 here")
def test_a_host_that_has_only_ipv6_is_crawled(tmp_path: Path) -> None:
    with LocalSite(host="::1") as site:
        (path,) = site.add_articles(1)
        done = spawn("crawl", site.url + path, "--data", str(tmp_path), "-q", *FAST)
    assert (done.returncode, done.stderr) == (0, "")
    assert rows(tmp_path, "comments") == 2
