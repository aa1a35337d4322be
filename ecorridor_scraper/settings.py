"""Every Scrapy setting that this project changes, each with its reason.

`-s NAME=VALUE` wins over it: crawl, threads, fixture and add-site have it, and extract for what is stored.
"""

from __future__ import annotations

import os

from scrapy.settings import default_settings

from ._version import __version__

BOT_NAME = "ecorridor"
SPIDER_MODULES = ["ecorridor_scraper.spiders"]
NEWSPIDER_MODULE = "ecorridor_scraper.spiders"
ADDONS: dict[str, int] = {}

# --- who we are. CONTACT is an address or an e-mail that a site's operator can turn to; set it.
CONTACT = os.environ.get("ECORRIDOR_CONTACT")
ROBOTSTXT_OBEY = True
OBEY_TDM_RESERVATION = False
"""True: an article that its page or its site reserves from text and data mining is not stored (see optouts.py)."""
ROBOTSTXT_USER_AGENT = "ecorridor"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.8,*/*;q=0.5",
}

# --- manners: one connection and one request a second for a host; the jitter only ever adds to that (see fetch.py)
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
DOWNLOAD_TIMEOUT = 30.0
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the spider counts it and the run's summary says it
RETRY_AFTER_MAX = 300.0
"""A longer Retry-After (seconds), or one that outlasts the run, ends the visit to that host for this run; later runs
wait until it is over."""
CRAWL_DELAY_MAX = 60.0
"""A longer Crawl-delay or Request-rate pause (seconds) in robots.txt is cut to this, and the cut is logged."""
HOST_FAILURES = 8
"""After so many requests in a row that failed a host is left alone (see circuits.py); 0: never."""
HOST_PAUSE = 30.0
"""For so many seconds, then it is tried once, after twice and four times as long again; 0: for the rest of the run.
So is one that has not answered at all."""
DAILY_QUOTA = 0
"""At most so many requests a host and UTC day; 0 is no limit."""
CRAWL_HOURS: str | None = None
"""When hosts may be crawled, in UTC: `22:00-06:00`; the `hours` of a site file win. Else a host is left alone."""
REFERRER_POLICY = "no-referrer"  # where we come from is nobody's business
METAREFRESH_ENABLED = False  # consent walls and live pages refresh to themselves
REDIRECT_MAX_TIMES = 6
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"  # Scrapy's default knows no IPv6

# --- safety
INSIDE_ADDRESSES = False
"""True: what a site names is asked for even where it lies on this machine or in its network (see fetch.Outwards)."""
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
TELNETCONSOLE_ENABLED = False
DOWNLOAD_HANDLERS = {"file": None, "ftp": None, "data": None, "s3": None}  # nothing but the web

FEED_EXPORT_ENCODING = "utf-8"  # for whoever adds a feed to look at

# --- how the crawl works
CONCURRENT_ITEMS = 1  # one visit a response; Scrapy starts this many tasks for every response
WARN_ON_GENERATOR_RETURN_VALUE = False  # it reads our source anew, which an upgrade under a run may have taken away
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the spider joins addresses by their key, before any request
# What is left out here cannot be switched on by its own setting: Scrapy would import it first, also where it is None.
DOWNLOADER_MIDDLEWARES_BASE = {
    path: order
    for path, order in default_settings.DOWNLOADER_MIDDLEWARES_BASE.items()
    if path != "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"  # a reader without an account; .15 s
}
EXTENSIONS_BASE = {
    path: order
    for path, order in default_settings.EXTENSIONS_BASE.items()
    if path != "scrapy.extensions.remote_control.RemoteControl"  # nobody steers a crawl from outside; .2 s
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "ecorridor_scraper.fetch.Outwards": 50,
    "ecorridor_scraper.robots.Robots": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "ecorridor_scraper.fetch.PoliteRetry": 550,
    "ecorridor_scraper.circuits.Breaker": 950,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the spider asks only for what it chose
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,  # no accounts
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # 304, 404, 429 all mean something to the spider
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # the spider knows how deep it is
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
EXTENSIONS = {"ecorridor_scraper.fetch.Manners": 100, "ecorridor_scraper.health.RunReport": 900}
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # what is most urgent was asked for first
ITEM_PIPELINES = {"ecorridor_scraper.pipelines.TagPipeline": 300, "ecorridor_scraper.pipelines.StagePipeline": 800}
COMMIT_MINUTES = 5.0
"""How often a long crawl merges what it staged into the datasets."""
THREAD_DOCUMENTS = 40
"""At most so many further documents for one comment thread."""
MEMUSAGE_LIMIT_MB = 2048

# --- what is stored. DATA_DIR is where the datasets live; None stores nothing.
DATA_DIR = "data"
PSEUDONYM_KEY_FILE = os.environ.get("ECORRIDOR_PSEUDONYM_KEY_FILE")
PSEUDONYMISE = PSEUDONYM_KEY_FILE is not None
"""Store keyed hashes instead of commenters' names and ids; the key file lies outside of DATA_DIR."""
# --- who hears of trouble (notify.py); by environment where they hold a secret
NOTIFY_COMMAND = os.environ.get("ECORRIDOR_NOTIFY_COMMAND")
NOTIFY_URL = os.environ.get("ECORRIDOR_NOTIFY_URL")
PING_URL = os.environ.get("ECORRIDOR_PING_URL")
PROMETHEUS_FILE = os.environ.get("ECORRIDOR_PROMETHEUS_FILE")
NOTIFY_AGAIN_HOURS = 24.0
"""The same trouble is not told again before this."""
MIN_FREE_MB = 256.0
"""A crawl does not begin with less free space than this and twice the largest file of the datasets."""
ARCHIVE = False
"""Keep every response of every visit as WARC under DATA_DIR, so that `ecorridor extract` can read it again."""
ARCHIVE_DAYS = 0.0
"""Remove archives of days that ended more than so many days ago, by the clocks of this run and of the one before; 0
keeps them. This and ARCHIVE_MAX_MB hold at the beginning and the end of every run, whether or not it keeps an archive
itself."""
MANIFEST_DAYS = 400
"""Manifests of runs (DATA_DIR/_ops/runs) are removed after so many days, by the clocks of two runs as well."""
ARCHIVE_MAX_MB = 0.0
"""Remove the oldest archives until all of them are within so many MB; 0 keeps them."""
FAILED_SHARE = 0.1
"""A run in which more than this share of the pages failed ends with exit code 5."""
NOW: str | None = None
"""The moment (ISO 8601) at which a run pretends to begin: for repeatable runs and simulations."""

# --- logs
LOG_LEVEL = "INFO"
LOG_INSTALL_ROOT_HANDLER = True  # for `scrapy crawl`; `ecorridor crawl` has its own (logs.py)
LOG_VERSIONS: list[str] = []
LOG_FORMATTER = "ecorridor_scraper.fetch.QuietFormatter"
STATS_DUMP = False  # the run manifest holds them


def user_agent(contact: str | None) -> str:
    """The honest name that every request carries; the spider sets it, with the run's own CONTACT."""
    return f"ecorridor/{__version__} ({f'+{contact}' if contact else 'contact not set'})"


USER_AGENT = user_agent(CONTACT)
