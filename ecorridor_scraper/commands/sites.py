"""`ecorridor sites`: what is known beforehand."""

from __future__ import annotations

import json

import click

from ..sites import load_sites


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def sites(as_json: bool) -> None:
    """List the site files. Any other site works too: give its address to 'ecorridor crawl'."""
    known = load_sites()
    if as_json:
        rows = [{"name": s.name, "title": s.title, "hosts": s.hosts, "languages": s.languages} for s in known.values()]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    width = max((len(name) for name in known), default=0)
    for name, site in sorted(known.items()):
        click.echo(f"{name:{width}}  {site.hosts[0]:28} {', '.join(site.languages):16} {site.title or ''}".rstrip())
