"""The pages of `content/pages`, with the composed pieces that they name."""

from markupsafe import Markup

from generator.engine.templates import render_template
from generator.problems import JixiaoError
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Handwritten, Page


def finish(maker: PageMaker, page: Handwritten) -> Page:
    """Set the composed pieces that the page names as `{{ 本区规定 }}` into it."""
    register = maker.latest
    pieces = _compose_pieces(maker, page.path)
    body = page.body
    for name, piece in pieces.items():
        body = body.replace(f"<p>{{{{ {name} }}}}</p>", piece)
    if "{{" in body:
        known = "、".join(f"{{{{ {name} }}}}" for name in pieces)
        raise JixiaoError(f"content/pages 中“{page.title}”页有不认识的“{{{{ }}}}”。可用的有：{known}，各占一段。")
    text = render_template(maker.environment, "pages/handwritten.html.jinja", **maker.values(page.path, register), title=page.title)
    body = text.replace("<!--JIXIAO-BODY-->", body)
    return maker.finished(page.path, register, page.title, f"{register.office.site_title}：{page.title}。", body)


def _compose_pieces(maker: PageMaker, path: str) -> dict[str, Markup]:
    """Pieces that a hand-written page may name: the district's rules and how to reach the bureau."""
    office = maker.latest.office
    policies = {policy.grade: policy for policy in office.policies}
    values = maker.values(path, maker.latest)
    rules = render_template(maker.environment, "pages/rules.html.jinja", **values, bands=[(band, policies.get(band.grade)) for band in office.bands])
    contact = render_template(maker.environment, "pages/contact.html.jinja", **values)
    return {"本区规定": Markup(rules), "联系方式": Markup(contact)}
