"""All pages of records and lists: a page more is a line here, a document and a template.

Kinds of records that have none here get one that is written from what the contract shows of them.
"""

from __future__ import annotations

from web.site.pages.page import Page

PAGES: tuple[Page, ...] = (
    Page("/targets/{reference}", "target", "target.milestones", "target.history.nodes"),
    Page("/partners/{reference}", "partner", "partner.leads.nodes", "partner.history.nodes"),
    Page("/goals/{reference}", "goal", "goal.targets.nodes", "goal.history.nodes"),
    Page("/measures/{reference}", "measure", "resource.targets.nodes", "resource.history.nodes"),
    Page("/sources/{reference}", "source", "resource.records.nodes", "resource.history.nodes"),
    Page("/search", "search", "search.nodes"),
    Page("/areas/", "areas", "areas.nodes", "areas.nodes"),
    Page("/agreements/", "agreements", "agreements.nodes", "agreements.nodes"),
    Page("/partners/", "partners", "partners.nodes", "partners.nodes"),
    Page("/goals/", "goals", "goals.nodes", "goals.nodes"),
    Page("/targets/", "targets", "targets.nodes", "targets.nodes"),
    Page("/proposals/", "proposals", "proposals.nodes", "proposals.nodes"),
    Page("/findings/", "findings", "findings.nodes"),
    Page("/sources/", "sources", "sources.nodes", "sources.nodes"),
    Page("/corrections/", "corrections", "changes.nodes"),
    Page("/entries/", "entries", "changes.nodes", "changes.nodes"),
    Page("/pools/", "pools", "pools.nodes", "pools.nodes"),
    Page("/about/", "about"),
    Page("/areas/{reference}", "area", "targets.nodes", "area.history.nodes"),
    Page(
        "/agreements/{reference}", "agreement", "agreement.targets.nodes", "agreement.history.nodes"
    ),
    Page(
        "/agreements/{reference}/negotiation",
        "negotiation",
        "agreement.negotiations.nodes.proposals.nodes",
    ),
)
