"""diwan.toml and the environment become settings, or an error that says where and what to write."""

from pathlib import Path

import pytest

from diwan import settings
from diwan.errors import CannotStart
from diwan.guidelines import Guideline
from diwan.screening.policy import Policies, Policy, SitePolicy

MINIMAL = """\
public_url = "https://comments.example.org"

[[sites]]
id = "demo"
name = "The Courier"
origins = ["https://www.example.org"]
"""
FOLDER = Path("/srv/newsroom")


def read(text: str, **environ: str) -> settings.Settings:
    return settings.parse(text, environ, folder=FOLDER, name="diwan.toml")


def refusal(text: str, **environ: str) -> str:
    with pytest.raises(CannotStart) as caught:
        read(text, **environ)
    return str(caught.value)


def test_what_is_left_out_has_its_documented_default() -> None:
    read_settings = read(MINIMAL)
    assert read_settings.database.is_sqlite
    assert (read_settings.server.host, read_settings.server.port) == ("127.0.0.1", 8000)
    assert (read_settings.limits.per_minute, read_settings.limits.burst) == (6, 3)
    assert read_settings.sites[0].max_characters == 5000
    assert read_settings.sites[0].close_after_days is None
    assert read_settings.sites[0].first_sight


def test_the_ledger_is_named_after_the_public_address() -> None:
    assert read(MINIMAL).origin == "comments.example.org"
    with_port = MINIMAL.replace("comments.example.org", "comments.example.org:8443")
    assert read(with_port).origin == "comments.example.org:8443"
    assert read('origin = "courier.example/comments"\n' + MINIMAL).origin == "courier.example/comments"


def test_the_data_folder_is_relative_to_the_file_but_in_the_environment_to_the_working_folder() -> None:
    assert read(MINIMAL).data == FOLDER / "data"
    assert read('data = "../there"\n' + MINIMAL).data == FOLDER / "../there"
    assert read(MINIMAL, DIWAN_DATA="here").data == Path.cwd() / "here"
    assert read(MINIMAL, DIWAN_DATA="/var/lib/diwan").data == Path("/var/lib/diwan")


def test_term_lists_are_relative_to_the_file_but_in_the_environment_to_the_working_folder() -> None:
    named = MINIMAL + '[screening]\nterm_lists = ["terms/en.toml", "/etc/diwan/tr.toml"]\n'
    assert read(named).screening.term_lists == (str(FOLDER / "terms/en.toml"), "/etc/diwan/tr.toml")
    assert read(MINIMAL, DIWAN_SCREENING_TERM_LISTS="en.toml").screening.term_lists == (
        str(Path.cwd() / "en.toml"),
    )


def test_built_in_lists_are_switched_off_by_leaving_their_language_out() -> None:
    assert read(MINIMAL).screening.lexicons == ("ar", "ckb", "en", "fa", "ku", "tr")
    assert read(MINIMAL + '[screening]\nlexicons = ["en"]\n').screening.lexicons == ("en",)
    assert read(MINIMAL + "[screening]\nlexicons = []\n").screening.lexicons == ()
    assert "screening.lexicons must be a list of some of" in refusal(
        MINIMAL + '[screening]\nlexicons = ["de"]\n'
    )


def test_the_environment_overrides_the_file() -> None:
    overridden = read(
        MINIMAL + "",
        DIWAN_PORT="9000",
        DIWAN_METRICS="false",
        DIWAN_PUBLIC_URL="http://127.0.0.1:9000",
        DIWAN_TRUSTED_PROXIES="10.0.0.0/8, ::1/128",
        DIWAN_DATABASE_URL="postgresql://diwan@localhost/diwan",
        DIWAN_WORKERS="4",
    )
    assert overridden.server.port == 9000
    assert overridden.server.metrics is False
    assert overridden.public_url == "http://127.0.0.1:9000"
    assert overridden.server.trusted_proxies == ("10.0.0.0/8", "::1/128")
    assert overridden.server.workers == 4


def test_every_documented_variable_is_read() -> None:
    values = {
        "DIWAN_PUBLIC_URL": "https://other.example",
        "DIWAN_DATA": "/elsewhere",
        "DIWAN_ORIGIN": "other",
        "DIWAN_DATABASE_URL": "postgresql://h/d",
        "DIWAN_HOST": "0.0.0.0",  # noqa: S104 - not bound
        "DIWAN_PORT": "1234",
        "DIWAN_WORKERS": "2",
        "DIWAN_TRUSTED_PROXIES": "192.0.2.0/24",
        "DIWAN_METRICS": "false",
        "DIWAN_LIMITS_PER_MINUTE": "60",
        "DIWAN_LIMITS_BURST": "10",
        "DIWAN_LIMITS_MAX_BODY_BYTES": "10000",
        "DIWAN_SCREENING_TIMEOUT_MS": "100",
        "DIWAN_SCREENING_MAX_LINKS": "5",
        "DIWAN_SCREENING_TERM_LISTS": "banned.toml",
        "DIWAN_SCREENING_LEXICONS": "en, tr",
        "DIWAN_SCREENING_MODEL": "false",
        "DIWAN_DESK_CLAIM_SECONDS": "60",
        "DIWAN_SCREENING_ADVISER_URL": "http://127.0.0.1:8080/v1",
        "DIWAN_SCREENING_ADVISER_MODEL": "gpt-oss-safeguard:20b",
        "DIWAN_SCREENING_ADVISER_KEY": "secret",
        "DIWAN_SCREENING_ADVISER_TIMEOUT_MS": "9000",
        "DIWAN_SCREENING_ADVISER_PER_MINUTE": "6",
        "DIWAN_SCORING_MOST_WAITING": "100",
        "DIWAN_SCORING_TIMEOUT_MS": "300",
        "DIWAN_DESK_REPORTS_REOPEN": "5",
        "DIWAN_DESK_MUTE_DAYS": "7",
        "DIWAN_MAIL_HOST": "smtp.example.org",
        "DIWAN_MAIL_PORT": "465",
        "DIWAN_MAIL_TLS": "implicit",
        "DIWAN_MAIL_CA_FILE": "/etc/diwan/mail-ca.pem",
        "DIWAN_MAIL_USERNAME": "comments",
        "DIWAN_MAIL_PASSWORD": "secret",
        "DIWAN_MAIL_FROM_ADDRESS": "comments@example.org",
        "DIWAN_MAIL_TIMEOUT_S": "5",
        "DIWAN_MAIL_KEEP_DAYS": "30",
        "DIWAN_MAIL_DAILY_HOUR": "7",
        "DIWAN_MAIL_ASKS_PER_HOUR": "3",
        "DIWAN_SECURITY_SECOND_FACTOR": "editors",
        "DIWAN_SECURITY_IDLE_MINUTES": "30",
        "DIWAN_SECURITY_HSTS": "off",
        "DIWAN_STATEMENTS_CONTACT": "ombud@example.org",
        "DIWAN_STATEMENTS_OUT_OF_COURT": "Press Council",
        "DIWAN_STATEMENTS_TERMS_URL": "https://www.example.org/guidelines",
        "DIWAN_STATEMENTS_API": "https://sandbox.example.org/api/v1",
        "DIWAN_STATEMENTS_TOKEN": "secret",
        "DIWAN_RETENTION_REJECTED_WORDS_DAYS": "365",
        "DIWAN_RETENTION_REPORT_WORDS_DAYS": "180",
        "DIWAN_RETENTION_APPEAL_WORDS_DAYS": "180",
    }
    assert values.keys() == {row.variable for row in settings.reference() if row.variable}
    plain = read(MINIMAL)
    for variable, value in values.items():
        needed = {
            "DIWAN_WORKERS": {"DIWAN_DATABASE_URL": "postgresql://h/d"},
            "DIWAN_SCREENING_ADVISER_URL": {"DIWAN_SCREENING_ADVISER_MODEL": "m"},
            "DIWAN_MAIL_HOST": {"DIWAN_MAIL_FROM_ADDRESS": "comments@example.org"},
        }
        extra = needed.get(variable, {})
        assert read(MINIMAL, **{variable: value}, **extra) != read(MINIMAL, **extra), variable
    assert plain == read(MINIMAL)


def test_the_example_loads_and_says_nothing_but_defaults() -> None:
    example = read(settings.example_toml())
    assert [site.id for site in example.sites] == ["courier"]
    assert example.server == settings.Server()
    assert example.limits == settings.Limits()
    assert example.screening == settings.Screening()


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (MINIMAL + 'max_characters = "many"\n', "diwan.toml, line 7: sites.max_characters must be a whole number"),
        (MINIMAL + "max_characters = 99\n", "diwan.toml, line 7: sites.max_characters must be a whole number"),
        (MINIMAL + "max_charakters = 900\n", "line 7: sites.max_charakters is not a setting. Did you mean max_characters?"),
        (MINIMAL + "[servr]\nport = 1\n", "line 7: servr is not a setting. Did you mean server?"),
        (MINIMAL + "[server]\nport = 0\n", "line 8: server.port must be a whole number from 1 to 65535. Write for example `port = 8000`."),
        (MINIMAL + "[server]\nport = true\n", "line 8: server.port must"),
        (MINIMAL + '[security]\nsecond_factor = "all"\n', 'line 8: security.second_factor must be "nobody", "editors" or "everyone".'),
        (MINIMAL + "[security]\nidle_minutes = 1\n", "line 8: security.idle_minutes must be a whole number from 5 to 720."),
        (MINIMAL + '[security]\nhsts = "yes"\n', 'line 8: security.hsts must be "host", "subdomains" or "off".'),
        (MINIMAL + "[server]\nport = 1\nport = 2\n", "line 9: Cannot overwrite a value"),
        (MINIMAL + "[server]\nport = \n", "line 8: Invalid value"),
        (MINIMAL + "[server\n", "line 7: "),
        (MINIMAL + "[server]\nworkers = 2\n", "line 8: server.workers: SQLite takes one writing process."),
        (MINIMAL + '[server]\ntrusted_proxies = ["10.0.0.1/8"]\n', "line 8: server.trusted_proxies must be a list of networks"),
        (MINIMAL + '[database]\nurl = "mysql://x/y"\n', 'line 8: database.url must be "sqlite" or'),
        ("server = 3\n" + MINIMAL, "line 1: server is a table. Write [server]"),
        (MINIMAL.replace('"demo"', '"Demo"'), "line 4: sites.id must be 1 to 32 of the characters a-z"),
        (MINIMAL.replace('id = "demo"\n', ""), "line 3: sites.id is missing. Write for example `id = \"courier\"`."),
        (MINIMAL.replace("example.org\"]", "example.org/\"]"), "line 6: sites.origins must be a list of origins"),
        (MINIMAL.replace('["https://www.example.org"]', "[]"), "line 6: sites.origins must be a list of origins"),
        (MINIMAL.replace("comments.example.org", "comments.example.org/path"), "line 1: public_url must be the address"),
        (MINIMAL.replace("https://comments", "ftp://comments"), "line 1: public_url must be the address"),
        (MINIMAL.replace("public_url", "#"), "diwan.toml: public_url is missing."),
        (MINIMAL.replace("[[sites]]", "[sites]"), "sites is a list of tables. Write [[sites]]"),
        ('origin = "with space"\n' + MINIMAL, "line 1: origin must be a name without spaces and without +"),
        ('origin = "a+b"\n' + MINIMAL, "line 1: origin must be a name without spaces and without +"),
        ('public_url = "https://comments.example.org"\n', "no site is named. Write [[sites]]"),
        (MINIMAL + MINIMAL[MINIMAL.index("[[sites]]") :], "line 8: sites.id: another site above has this id."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_to_write(broken: str, expected: str) -> None:
    assert expected in refusal(broken)


# --- whom to ask for advice ------------------------------------------------------------------------------------------

ADVISER = MINIMAL + '[screening.adviser]\nurl = "http://10.0.0.5:8080/v1"\nmodel = "a:20b"\n'


def test_as_it_comes_nobody_is_asked_for_advice() -> None:
    assert read(MINIMAL).screening.adviser.url == ""
    assert read(settings.example_toml()).screening.adviser == settings.Adviser()


def test_the_manuals_adviser_loads() -> None:
    example = (MANUAL.parent / "adviser.md").read_text().split("```toml\n")[1].split("```")[0]
    adviser = read(MINIMAL + example).screening.adviser
    assert (adviser.url, adviser.model) == ("http://10.0.0.5:8080/v1", "gpt-oss-safeguard:20b")


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (ADVISER.replace("http:", "ftp:"), "line 8: screening.adviser.url must be an address such as"),
        (ADVISER.replace("http://", "http://a:b@"), "line 8: screening.adviser.url must be an address such as"),
        (ADVISER.replace("/v1", "/v1/"), "line 8: screening.adviser.url must be an address such as"),
        (ADVISER.replace("/v1", "/v1?x=1"), "line 8: screening.adviser.url must be an address such as"),
        (ADVISER.replace("/v1", "/../v1\\n"), "line 8: screening.adviser.url must be an address such as"),
        (ADVISER.replace("a:20b", "a b"), "line 9: screening.adviser.model must be the name of a model"),
        (ADVISER.replace('model = "a:20b"\n', ""), "line 7: screening.adviser.model is missing"),
        (ADVISER + "timeout_ms = 1\n", "line 10: screening.adviser.timeout_ms must be a whole number"),
        (ADVISER + "per_minute = 0\n", "line 10: screening.adviser.per_minute must be a whole number"),
        (ADVISER + "api_key = 'k'\n", "line 10: screening.adviser.api_key is not a setting."),
        (MINIMAL + "[screening]\nadviser = 1\n", "line 8: screening.adviser is a table. Write [screening.adviser]"),
    ],
)  # fmt: skip
def test_a_mistake_about_the_adviser_is_told_with_its_line(broken: str, expected: str) -> None:
    assert expected in refusal(broken)


def test_the_advisers_key_is_in_no_representation_and_in_no_error() -> None:
    told = read(ADVISER + 'key = "hunter2"\n')
    assert told.screening.adviser.key == "hunter2"
    assert "hunter2" not in f"{told!r} {told.screening.adviser}"
    assert "hunter2" not in refusal(ADVISER + 'key = "hunter2 hunter2"\n')


def test_the_adviser_may_not_decide() -> None:
    policy = '[sites.policy]\ndeciders = ["adviser"]\nreject = { threat = 0.9 }\n'
    assert "must be a list of checks that may decide" in refusal(MINIMAL + policy)


# --- what a machine may decide ---------------------------------------------------------------------------------------

POLICY = """\
[sites.policy]
deciders = ["model", "banned-terms"]
approve_below = 0.02
reject = { profanity = 0.98, threat = 1 }

[sites.policy.sections."Sport"]
approve_below = 0

[sites.policy.sections."شار".reject]
personal-attack = 0.95

[sites.policy.sections.Obituaries]
deciders = []
"""
ANOTHER = """\
[[sites]]
id = "other"
name = "The Other"
origins = ["https://other.example.org"]
"""


def test_a_policy_is_read_for_the_site_and_for_what_differs_in_its_sections() -> None:
    first, second = read(MINIMAL + POLICY + ANOTHER).sites
    policies = Policies({"demo": first.policy, "other": second.policy})
    city = policies.of("demo", "City")
    assert city.deciders == {"model", "banned-terms"}
    assert city.approve_below == dict.fromkeys(Guideline, 0.02)
    assert city.reject == {Guideline.PROFANITY: 0.98, Guideline.THREAT: 1.0}
    sport = policies.of("demo", "Sport")
    assert (sport.deciders, sport.reject) == (city.deciders, city.reject)
    assert sport.approve_below == dict.fromkeys(Guideline, 0.0)
    assert policies.of("demo", "شار").reject == {Guideline.PERSONAL_ATTACK: 0.95}
    assert policies.of("demo", "Obituaries").deciders == frozenset()
    assert policies.of("other", "Sport") == Policy()


def test_the_manuals_policy_loads() -> None:
    example = (MANUAL.parent / "policy.md").read_text().split("```toml\n")[1].split("```")[0]
    policy = read(MINIMAL + example).sites[0].policy
    assert policy.everywhere.reject == {Guideline.PROFANITY: 0.98, Guideline.THREAT: 0.99}
    assert policy.sections["Obituaries"].deciders == frozenset()


def test_without_a_policy_nothing_is_decided_by_machine() -> None:
    assert read(MINIMAL).sites[0].policy == SitePolicy()
    assert read(settings.example_toml()).sites[0].policy == SitePolicy()


def test_approving_may_have_a_threshold_for_each_guideline() -> None:
    table = "[sites.policy]\ndeciders = ['model']\n[sites.policy.approve_below]\n"
    numbers = "".join(f"{g} = 0.0{n}\n" for n, g in enumerate(Guideline, start=1))
    policy = read(MINIMAL + table + numbers).sites[0].policy.everywhere
    assert policy.approve_below == {g: n / 100 for n, g in enumerate(Guideline, start=1)}


HEAD = MINIMAL + '[sites.policy]\ndeciders = ["model"]\n'


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (HEAD + "reject = { profanity = 0.49 }\n", "line 9: sites.policy.reject.profanity must be a number from 0.5 to 1. Write for example `profanity = 0.98`."),
        (HEAD + "[sites.policy.reject]\nthreat = 0.9\nprofanity = 98\n", "line 11: sites.policy.reject.profanity must be a number from 0.5 to 1."),
        (HEAD + "reject.threat = 0.9\nreject.profanity = nan\n", "line 10: sites.policy.reject.profanity must be a number from 0.5 to 1."),
        (HEAD + "[sites.policy.reject]\nprofanity = true\n", "line 10: sites.policy.reject.profanity must be a number"),
        (HEAD + '[sites.policy.reject]\nprofanity = "0.98"\n', "line 10: sites.policy.reject.profanity must be a number"),
        (HEAD + "[sites.policy.reject]\nprofanty = 0.98\n", "line 10: sites.policy.reject.profanty is not a guideline. Did you mean profanity?"),
        (HEAD + "[sites.policy.reject]\ncriticism = 0.98\n", "line 10: sites.policy.reject.criticism is not a guideline. Known here: profanity, threat, personal-attack, vulgarity, abuse, promotion."),
        (HEAD + "reject = 0.98\n", "line 9: sites.policy.reject must be a table of guidelines with numbers."),
        (HEAD + "approve_below = 0.51\n", "line 9: sites.policy.approve_below must be a number from 0 to 0.5, or a table"),
        (HEAD + "approve_below = -0.1\n", "line 9: sites.policy.approve_below must be a number from 0 to 0.5"),
        (HEAD + 'approve_below = "low"\n', "line 9: sites.policy.approve_below must be a number from 0 to 0.5"),
        (HEAD + "[sites.policy.approve_below]\nthreat = 0.1\n", "line 9: sites.policy.approve_below must have a number for every guideline; there is none for profanity, personal-attack,"),
        (HEAD + "[sites.policy.approve_below]\nthreat = 0.9\n", "line 10: sites.policy.approve_below.threat must be a number from 0 to 0.5."),
        (HEAD + "aprove_below = 0.1\n", "line 9: sites.policy.aprove_below is not a setting. Did you mean approve_below?"),
        (HEAD.replace('"model"', '"modle"'), "line 8: sites.policy.deciders must be a list of checks that may decide: banned-terms, contacts, hostility, lexicon, links, model, offers, repeats."),
        (HEAD.replace('"model"', '"shouting"'), "line 8: sites.policy.deciders must be a list of checks"),
        (HEAD.replace('["model"]', '"model"'), "line 8: sites.policy.deciders must be a list of checks"),
        (HEAD.replace('"model"', '"lexicon"') + "approve_below = 0.1\n", "line 9: sites.policy.approve_below: only the model can approve."),
        (MINIMAL + "[sites.policy]\napprove_below = 0.1\n", "line 7: sites.policy.deciders is missing: say which checks may decide"),
        (MINIMAL + "[sites.policy.sections.Sport]\napprove_below = 0.1\n", "line 7: sites.policy.sections.Sport.deciders is missing"),
        (HEAD + '[sites.policy.sections."Sport"]\nreject = { threat = 2 }\n', "line 10: sites.policy.sections.Sport.reject.threat must be a number from 0.5 to 1."),
        (HEAD + "[sites.policy.sections.Sport.sections]\nx = 1\n", "line 9: sites.policy.sections.Sport.sections is not a setting."),
        (HEAD + "[sites.policy.sections]\nSport = 1\n", 'line 9: sites.policy.sections: write [sites.policy.sections."Sport"] for a section.'),
        (MINIMAL + "policy = 1\n", "line 7: sites.policy is a table. Write [sites.policy]"),
        (MINIMAL + ANOTHER + "[sites.policy]\ndeciders = 1\n", "line 12: sites.policy.deciders must be a list of checks"),
        (MINIMAL + "[policy]\n", "line 7: policy is not a setting."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_policy_is_told_with_its_line(broken: str, expected: str) -> None:
    assert expected in refusal(broken)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    told = refusal(
        MINIMAL + "colour = 1\n[server]\nport = 0\n[limits]\nburst = 0\n", DIWAN_HOST="two words"
    ).splitlines()
    assert len(told) == 4
    assert any("colour" in line for line in told)
    assert any("server.port" in line for line in told)
    assert any("limits.burst" in line for line in told)
    assert any(line.startswith("environment: DIWAN_HOST must be") for line in told)


def test_a_mistyped_variable_is_refused_rather_than_ignored() -> None:
    assert "environment: DIWAN_DATABSE_URL is not a setting. Did you mean DIWAN_DATABASE_URL?" in refusal(
        MINIMAL, DIWAN_DATABSE_URL="postgresql://h/d"
    )
    assert read(MINIMAL, DIWAN_CONFIG="x", DIWAN_TEST_POSTGRESQL="y", PATH="z")


def test_a_line_inside_text_of_several_lines_is_not_taken_for_a_setting() -> None:
    told = refusal(
        '[[sites]]\nname = """\nid = 1\n[server]\n"""\nid = "Demo"\norigins = ["https://www.example.org"]\n',
        DIWAN_PUBLIC_URL="https://c.example",
    )
    assert "line 2: sites.name" in told
    assert "line 6: sites.id" in told


@pytest.mark.parametrize(
    "broken",
    [
        '[database]\nurl = "postgres://diwan:hunter2@db/diwan"\n',
        '[database]\nurl = "postgresql://diwan:hunter2@db:port/diwan"\n',
        '[database]\nurl = ["hunter2"]\n',
        '[database]\nurl = "hunter2\n',
        '[database]\nurl = hunter2\n',
        '[database]\nhunter = "hunter2"\n',
        'database = "postgresql://diwan:hunter2@db/diwan"\n',
    ],
)  # fmt: skip
def test_a_password_is_in_no_error(broken: str) -> None:
    text = broken + MINIMAL if broken.startswith("database") else MINIMAL + broken
    assert "hunter2" not in refusal(text)
    if "postgres:" in broken:
        assert "hunter2" not in refusal(MINIMAL, DIWAN_DATABASE_URL="postgres://diwan:hunter2@db/diwan")


def test_a_password_is_in_no_representation() -> None:
    secret = read(MINIMAL, DIWAN_DATABASE_URL="postgresql://diwan:hunter2@db/diwan?password=hunter2")
    assert "hunter2" in secret.database.url
    assert "hunter2" not in f"{secret!r} {secret} {secret.database!r} {secret.database}"


@pytest.mark.parametrize(
    ("origin", "accepted"),
    [
        ("https://www.example.org", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000", True),
        ("https://xn--mnchen-3ya.example", True),
        ("https://www.example.org/", False),
        ("https://www.example.org:443", False),
        ("http://www.example.org:80", False),
        ("https://www.example.org:0443", False),
        ("https://www.example.org:65536", False),
        ("https://WWW.example.org", False),
        ("https://a:b@www.example.org", False),
        ("https://*.example.org", False),
        ("https://", False),
        ("null", False),
        ("*", False),
        ("https://www.example.org?x", False),
        ("https://www.example.org\n", False),
    ],
)
def test_an_origin_is_exactly_what_a_browser_sends(origin: str, accepted: bool) -> None:
    assert settings.is_origin(origin) is accepted


def test_a_file_that_is_not_there_or_not_utf8_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"does not exist\. Write one with `diwan init`"):
        settings.load(tmp_path / "diwan.toml", {})
    (tmp_path / "diwan.toml").write_bytes(MINIMAL.encode() + b"# \xff\n")
    with pytest.raises(CannotStart, match=r"diwan\.toml, line 7: this is not UTF-8"):
        settings.load(tmp_path / "diwan.toml", {})
    (tmp_path / "diwan.toml").write_text(MINIMAL)
    assert settings.load(tmp_path / "diwan.toml", {}).data == tmp_path / "data"


MANUAL = Path(__file__).parents[2] / "docs" / "operating" / "README.md"


def test_the_manual_lists_every_setting_as_it_is() -> None:
    rows = [
        f"| `{row.key}` | {f'`{row.variable}`' if row.variable else '—'} | {row.default} | {row.about} |"
        for row in settings.reference()
    ]
    assert "|---|---|---|---|\n" + "\n".join(rows) + "\n\n" in MANUAL.read_text()


def test_the_manuals_smallest_file_loads() -> None:
    smallest = MANUAL.read_text().split("The smallest `diwan.toml`:\n\n```toml\n")[1].split("```")[0]
    assert read(smallest).sites[0].id == "courier"


@pytest.mark.parametrize(
    "beginning", ["SQLite takes one writing process", "no site is named", "is not a setting. Did you mean"]
)
def test_the_manual_tells_what_to_do_on_a_refusal(beginning: str) -> None:
    assert beginning in MANUAL.read_text()
