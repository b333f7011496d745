"""Reads the database's own catalogue: what is walled, who owns what, who may do what."""

import re

from django.db import connection

# Tables that say nothing of a person, referral or case, with the reason. Everything else is walled.
NOT_WALLED = {
    "accounts_": "who works here, not whom they help",
    "account_": "sign-in addresses of workers",
    "mfa_": "second factors of workers",
    "socialaccount_": "identity providers of workers",
    "usersessions_": "sessions of workers",
    "auth_": "Django's own, empty: rights come from memberships",
    "django_": "Django's own",
    "procrastinate_": "deferred work: ids only, never content",
    "partners_": "agencies, duties and agreements",
    "directory_": "services and lots",
    "indicators_indicator": "the indicator book: definitions, no figures",
    "indicators_ownership": "which agency gives which figure",
    "indicators_publishedfigure": "figures that public papers name",
    "referrals_formversion": "the pack's forms",
    "referrals_queue": "the pack's queues",
    "referrals_routingrule": "the pack's routing",
    "referrals_reason": "the pack's reasons",
    "governance_charter": "the pack's groups",
    "governance_seat": "the pack's seats",
    "marac_panel": "the pack's panels",
    "marac_panelmember": "which agencies a panel asks",
    "marac_latereason": "the pack's reasons for late cases",
    "marac_pathway": "the pack's pathways",
    "marac_statement": "the pack's statements",
    "marac_staffinpost": "how many posts an area has, as a number",
    "risk_toolversion": "the pack's risk tools",
    "risk_toolwording": "licensed words for the tools",
    "accreditation_standard": "published standards",
    "accreditation_criterion": "published standards",
    "accreditation_effort": "which organisation works to which standard, as published",
    "accreditation_step": "which organisation works to which standard, as published",
    "strategy_framework": "published strategies",
    "strategy_strand": "published strategies",
    "strategy_commitment": "published strategies",
    "strategy_mapping": "published strategies",
    "strategy_figure": "published figures, each with its source",
    "strategy_link": "what a project rests on",
    "strategy_projectaction": "which action carries which project, not what it says",
    "strategy_round": "which strand reports when",
    "strategy_return": "whether an owner has answered, not what",
    "strategy_consultation": "whom a strategy was discussed with, as groups",
    "strategy_consultationpart": "whom a strategy was discussed with, as groups",
    "strategy_consultationtheme": "what a consultation changed",
    "strategy_review": "the review of a strategy",
    "strategy_criterion": "the review of a strategy",
    "strategy_externalplan": "published plans of other boards",
    "strategy_externalline": "published plans of other boards",
}
# Seen exactly by who sees the person: their walls say hers over again, so as not to ask through it.
HANGS_ON_A_PERSON = (
    "people_communicationneed",
    "people_contactpoint",
    "people_flag",
    "people_householdmember",
    "people_matchkey",
    "people_name",
    "people_safecontact",
    "people_warningnote",
)
APP_ROLES = ("wb_app", "wb_worker", "wb_broker", "wb_report", "wb_public", "wb_seal")


def rows(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def tables():
    """Return (name, owner, is walled, is forced) of every table of the product."""
    return rows(
        "select c.relname, pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity"
        " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1"
    )


def is_excepted(table):
    exact = table in NOT_WALLED
    family = any(table.startswith(name) for name in NOT_WALLED if name.endswith("_"))
    return exact or family


def policies():
    """Return (table, policy, command, roles, using, check) of every policy."""
    return rows(
        "select tablename, policyname, cmd, roles, coalesce(qual, ''), coalesce(with_check, '')"
        " from pg_policies where schemaname = 'public'"
    )


def reading_in_general(table, column):
    """Return every policy by which the web role reads a table, with its person called `person`."""
    found = rows(
        "select policyname, permissive, qual from pg_policies where schemaname = 'public'"
        " and tablename = %s and cmd = 'SELECT' and 'wb_app' = any(roles)",
        table,
    )
    hers = re.compile(rf"(?<=\(){column}(?= <>)|{table}\.{column}\b")
    return {(name, kind, hers.sub("person", condition)) for name, kind, condition in found}


def table_grants():
    """Return (table, role, privilege) that an app role holds on a table or some column of it."""
    return rows(
        "select table_name, grantee, privilege_type from information_schema.role_table_grants"
        " where table_schema = 'public' and grantee = any(%s)"
        " union select table_name, grantee, privilege_type"
        " from information_schema.column_privileges"
        " where table_schema = 'public' and grantee = any(%s)",
        list(APP_ROLES),
        list(APP_ROLES),
    )


def definer_functions():
    """Return (schema.name, owner, settings, public may execute) of security-definer functions."""
    return rows(
        "select n.nspname || '.' || p.proname, pg_get_userbyid(p.proowner), p.proconfig,"
        " has_function_privilege('public', p.oid, 'execute')"
        " from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
        " where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')"
    )
