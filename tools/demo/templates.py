"""The wording of the demo benchmark: filling pools and 25 word-problem templates.

Everything here was written for this data set; no sentence comes from a published benchmark.
A template is data, not code: sentence slots with alternative wordings, number ranges and the
worked steps. `generate.py` draws from it.

Fixed stretches between two fillings are kept short on purpose: any 13 consecutive words should
contain enough fillings that items of different splits need not share a 13-word run, which is
what overlap checks look for.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# (name, subject, object, possessive pronoun)
_SHE = ("she", "her", "her")
_HE = ("he", "him", "his")
NAMES: tuple[tuple[str, str, str, str], ...] = tuple(
    (name, *pronouns)
    for names, pronouns in (
        (
            "Amara Beatriz Chloe Dalia Elena Farah Greta Hana Ingrid Jana Keiko Leila "
            "Maya Nadia Olga Petra Rosa Sofia Tara Uma Vera Wanda Yara Zoe",
            _SHE,
        ),
        (
            "Anton Bilal Carlos Dmitri Emil Felix Goran Hugo Ivan Jonas Karim Luca "
            "Marco Nils Omar Pablo Rashid Samir Tomas Umar Viktor Wei Yusuf Zane",
            _HE,
        ),
    )
    for name in names.split()
)

TIMES: tuple[str, ...] = (
    "on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "on Saturday",
    "on Sunday", "in January", "in March", "in April", "in June", "in August", "in October",
    "last week", "last month", "last spring", "last winter", "this morning", "this summer",
    "after lunch", "after school", "before dinner", "during the holidays", "at the weekend",
)  # fmt: skip

PLACES: tuple[str, ...] = (
    "the market", "the harbor", "the library", "the museum", "the station", "the school fair",
    "the community center", "the town hall", "the sports club", "the corner shop", "the village",
    "the park", "the castle", "the theater", "the old mill", "the camp site", "the airport",
    "the hospital", "the hotel", "the lake",
)  # fmt: skip

ADJECTIVES: tuple[str, ...] = (
    "small", "large", "red", "green", "yellow", "white", "plain", "pretty", "cheap", "special",
    "local", "fancy", "simple", "odd",
)  # fmt: skip

# Only nouns that can be bought, packed, counted and given away, so that every sentence makes sense.
POOLS: dict[str, tuple[str, ...]] = {
    "fruit": (
        "apples", "pears", "plums", "lemons", "melons", "peaches", "mangoes", "figs", "oranges",
        "cherries", "bananas", "tomatoes",
    ),
    "baked": (
        "muffins", "pies", "rolls", "cookies", "pretzels", "tarts", "buns", "waffles", "scones",
        "bagels", "cakes", "donuts",
    ),
    "paper": (
        "pencils", "markers", "crayons", "notebooks", "erasers", "folders", "stickers", "rulers",
        "envelopes", "postcards", "stamps", "brushes",
    ),
    "toys": (
        "marbles", "puzzles", "kites", "balls", "dolls", "robots", "blocks", "cards", "drums",
        "whistles", "balloons", "masks",
    ),
    "plants": (
        "roses", "tulips", "daisies", "lilies", "ferns", "shrubs", "herbs", "cabbages", "carrots",
        "beans", "onions", "peppers",
    ),
    "cloth": (
        "scarves", "pillows", "blankets", "shirts", "skirts", "bags", "curtains", "flags", "towels",
        "aprons", "jackets", "gloves",
    ),
    "goods": (
        "candles", "mugs", "plates", "scarves", "baskets", "lamps", "pillows", "blankets", "bowls",
        "bottles", "gloves", "spoons",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One worked line: `result` is assigned the value of `expression`; {calc} shows the work."""

    result: str
    expression: str
    wordings: tuple[str, ...]


@dataclass(frozen=True)
class Template:
    """A problem family.

    `numbers` maps a variable to (lowest, highest, stride). A draw is accepted only if every step
    gives a positive integer no larger than `largest`.
    """

    id: str
    pool: str
    numbers: dict[str, tuple[int, int, int]]
    sentences: tuple[tuple[str, ...], ...]
    steps: tuple[Step, ...]
    largest: int = field(default=2000)


TEMPLATES: tuple[Template, ...] = (
    Template(
        "packs", "paper",
        {"a": (3, 14, 1), "b": (4, 30, 1), "c": (5, 60, 1)},
        (
            ("{When}, {name} buys {a} packs of {adj} {object} at {place}.",
             "{name} visits {place} {when} and picks up {a} packs of {adj} {object}."),
            ("Every pack holds {b} {object}.", "There are {b} in each pack.", "A pack contains {b} pieces."),
            ("{He} gives {c} of them to {friend}.", "{friend} gets {c} from {him}."),
            ("How many {object} does {name} keep?", "How many are left for {name}?"),
        ),
        (
            Step("t", "a * b", ("{name} buys {calc} {object}.", "The packs hold {calc} {object} together.")),
            Step("r", "t - c", ("After giving some to {friend}, {he} keeps {calc}.", "So {calc} {object} remain.")),
        ),
    ),
    Template(
        "saving", "toys",
        {"a": (3, 25, 1), "b": (4, 20, 1), "c": (10, 90, 1)},
        (
            ("{name} wants to buy {adj} {object} for {friend}.",
             "{friend} would love some {adj} {object}, so {name} starts saving {when}."),
            ("{He} puts aside ${a} a week for {b} weeks.", "For {b} weeks {he} saves ${a} each week."),
            ("An aunt from {place} adds ${c}.", "{He} also earns ${c} by helping at {place}."),
            ("How much money does {name} have now?", "What does {name} have in total?"),
        ),
        (
            Step("s", "a * b", ("In {b} weeks {name} saves ${calc}.", "The weekly savings are ${calc}.")),
            Step("t", "s + c", ("With the extra money {he} has ${calc}.", "Together with the ${c}, that is ${calc}.")),
        ),
    ),
    Template(
        "trays", "baked",
        {"a": (3, 15, 1), "b": (6, 24, 1), "c": (10, 99, 1), "d": (2, 6, 1)},
        (
            ("{name} bakes {a} trays of {object} for {place} {when}.",
             "{When}, {a} trays of {adj} {object} come out of the oven of {name}."),
            ("Each tray has {b} {object}.", "{b} fit on a tray."),
            ("By noon {c} are sold for ${d} each.", "{He} sells {c} of them, and every one costs ${d}."),
            ("How many {object} stay behind, and what does {name} earn?",
             "What money does {name} take, and how many {object} are left?"),
        ),
        (
            Step("t", "a * b", ("{name} bakes {calc} {object}.", "The trays carry {calc} {object}.")),
            Step("r", "t - c", ("Not sold: {calc}.", "{calc} {object} are still there.")),
            Step("m", "c * d", ("The money is ${calc}.", "{name} takes ${calc}.")),
        ),
    ),
    Template(
        "pages", "paper",
        {"a": (8, 60, 1), "b": (3, 12, 1), "c": (120, 600, 1)},
        (
            ("{name} borrows a book about {adj} {object} from {place}.",
             "{When}, {friend} lends {name} a book on how to make {object}."),
            ("It has {c} pages.", "{name} sees that it has {c} pages."),
            ("{When}, {he} starts reading {a} pages a day for {b} days.", "For {b} days, {name} reads {a} pages daily at {place}."),
            ("How many pages are left for {name}?", "How many must {name} still read?"),
        ),
        (
            Step("t", "a * b", ("In {b} days {name} reads {calc} pages.", "That makes {calc} pages read.")),
            Step("r", "c - t", ("There are {calc} pages left.", "{name} still has {calc} pages.")),
        ),
    ),
    Template(
        "sharing", "fruit",
        {"a": (20, 200, 1), "b": (10, 120, 1), "c": (3, 12, 1)},
        (
            ("{name} picks {a} {object} near {place}, and {friend} picks {b}.",
             "{When}, {name} brings {a} {adj} {object} and {friend} brings {b} more."),
            ("They share it all equally among {c} families from {place}.",
             "All of it is split evenly between {c} children at {place}."),
            ("How many {object} are in one share?", "How large is one share of {object}?"),
        ),
        (
            Step("t", "a + b", ("Together {name} and {friend} have {calc} {object}.", "The total is {calc}.")),
            Step("r", "t / c", ("Each share is {calc} {object}.", "Divided by {c}, everyone gets {calc}.")),
        ),
    ),
    Template(
        "bus", "goods",
        {"a": (12, 60, 1), "b": (3, 30, 1), "c": (3, 30, 1), "d": (2, 9, 1)},
        (
            ("A bus to {place} leaves with {a} people {when}.",
             "{When}, {name} drives a bus with {a} people towards {place}."),
            ("At the first stop {b} get off and {c} get on.", "First, {c} people board while {b} step out."),
            ("Then {friend} gets on with {d} friends who carry {object}.",
             "Later {friend} finds a seat, and {d} more people with {adj} {object} get on."),
            ("Without {friend}, how many people ride now?",
             "Leaving {friend} out, how many are on the way to {place}?"),
        ),
        (
            Step("u", "a - b", ("After {b} get off there are {calc} people.", "First {calc} stay on the bus.")),
            Step("v", "u + c", ("Then {calc} are on board.", "With the new ones it is {calc}.")),
            Step("r", "v + d", ("With the last {d} it is {calc}.", "In the end {calc} people ride.")),
        ),
    ),
    Template(
        "garden", "plants",
        {"a": (4, 20, 1), "b": (5, 30, 1), "c": (3, 50, 1)},
        (
            ("{name} plants {a} rows of {object} behind {place} {when}.",
             "In a garden near {place}, {name} has {a} rows of {adj} {object}."),
            ("Each row has {b} plants.", "{b} {object} fit in one row."),
            ("A storm ruins {c} of them.", "{friend} digs up {c} for another garden.", "Rabbits eat {c} {object}."),
            ("How many {object} still grow there?", "How many plants does {name} have after that?"),
        ),
        (
            Step("t", "a * b", ("At first there are {calc} {object}.", "{name} starts with {calc} plants.")),
            Step("r", "t - c", ("Then {calc} {object} are left.", "Now {calc} still grow.")),
        ),
    ),
    Template(
        "change", "goods",
        {"a": (2, 9, 1), "b": (3, 25, 1), "c": (2, 9, 1), "d": (3, 25, 1), "e": (100, 500, 10)},
        (
            ("At {place}, {object} cost ${b} each and tickets cost ${d}.",
             "{When}, a stall at {place} asks ${b} for any of its {object} and ${d} for a ticket."),
            ("{name} takes {a} {object} and {c} tickets.", "{c} tickets and {a} {adj} {object} go to {name}."),
            ("{He} pays with ${e}.", "{name} hands over ${e}."),
            ("How much change does {he} get?", "How many dollars come back to {name}?"),
        ),
        (
            Step("u", "a * b", ("The {object} cost ${calc}.", "For the {object} {he} pays ${calc}.")),
            Step("v", "c * d", ("The tickets cost ${calc}.", "Tickets add ${calc}.")),
            Step("w", "u + v", ("Everything costs ${calc}.", "{name} spends ${calc}.")),
            Step("r", "e - w", ("The change is ${calc}.", "{He} gets back ${calc}.")),
        ),
    ),
    Template(
        "laps", "toys",
        {"a": (3, 15, 1), "b": (2, 12, 1), "c": (200, 500, 50), "d": (3, 9, 1)},
        (
            ("{name} runs {a} laps around {place} and {friend} runs {b}.",
             "{When}, {friend} does {b} laps at {place} while {name} does {a}."),
            ("A lap is {c} meters long.", "Around {place} it is {c} meters."),
            ("The prize from {friend} is {d} {adj} {object}.", "{d} children with {adj} {object} watch {name}."),
            ("How many meters do {name} and {friend} run?", "What distance is that for {friend} and {name} together?"),
        ),
        (
            Step("t", "a + b", ("{name} and {friend} run {calc} laps.", "Laps in all: {calc}.")),
            Step("r", "t * c", ("That is {calc} meters.", "The two cover {calc} meters.")),
        ),
        largest=20000,
    ),
    Template(
        "eggs", "baked",
        {"a": (5, 60, 1), "b": (2, 9, 1), "c": (3, 40, 1), "d": (3, 12, 1)},
        (
            ("The hens of {name} lay {a} eggs a day.", "{name} keeps hens near {place} and collects {a} eggs daily."),
            ("After {b} days, {he} uses {c} eggs to bake {adj} {object} for {friend}.",
             "{b} days later {friend} takes {c} of the eggs for {object}."),
            ("With {friend}, {he} fills boxes of {d}.", "{name} packs the others, {d} to a box."),
            ("How many boxes does {friend} see?", "How many boxes does {name} need?"),
        ),
        (
            Step("t", "a * b", ("In {b} days there are {calc} eggs.", "{name} collects {calc} eggs.")),
            Step("u", "t - c", ("Without those for the {object} there are {calc}.", "Left to pack: {calc}.")),
            Step("r", "u / d", ("{name} fills {calc} boxes.", "That needs {calc} boxes.")),
        ),
    ),
    Template(
        "ages", "toys",
        {"a": (6, 40, 1), "b": (2, 20, 1), "c": (2, 4, 1), "d": (3, 25, 1)},
        (
            ("{name} is {a} years old, and {friend} is {b} years older.",
             "{friend}, who collects {adj} {object}, is {b} years older than {name}, who is {a}."),
            ("{c} times as old as {friend} is the owner of {place}.",
             "Somebody at {place} is {c} times as old as {friend}."),
            ("How old is that in {d} years?", "What age is that {d} years later?"),
        ),
        (
            Step("u", "a + b", ("{friend} is {calc} years old.", "The age of {friend} is {calc}.")),
            Step("v", "u * c", ("The other person is {calc}.", "{c} times that is {calc}.")),
            Step("r", "v + d", ("In {d} years it will be {calc}.", "Later the age is {calc}.")),
        ),
        largest=130,
    ),
    Template(
        "half", "fruit",
        {"a": (20, 240, 2), "b": (5, 60, 1), "c": (2, 9, 1)},
        (
            ("{name} has {a} {adj} {object} and sells half of them at {place}.",
             "{When}, {name} takes {a} {object} to {place}, where half are sold."),
            ("{friend} then brings {b} more.", "Afterwards {he} picks {b} new ones with {friend}."),
            ("All {object} sell for ${c} each.", "The price is always ${c} for one."),
            ("How much would {name} now get?", "What are the {object} of {name} worth now?"),
        ),
        (
            Step("u", "a / 2", ("Half of them is {calc} {object}.", "After the sale there are {calc}.")),
            Step("v", "u + b", ("With the new ones {name} has {calc}.", "Then there are {calc} {object}.")),
            Step("r", "v * c", ("They are worth ${calc}.", "At ${c} each that is ${calc}.")),
        ),
    ),
    Template(
        "twice", "toys",
        {"a": (5, 80, 1), "b": (2, 5, 1), "c": (3, 60, 1)},
        (
            ("{name} owns {a} {adj} {object}.", "There are {a} {object} in the room of {name}."),
            ("{friend} has {b} times as many.", "For each of them, {friend} has {b}."),
            ("{When}, {friend} loses {c} at {place}.", "{friend} leaves {c} of {object} like these at {place} {when}."),
            ("How many {object} do {name} and {friend} have together now?",
             "What do the two own together after that?"),
        ),
        (
            Step("u", "a * b", ("{friend} starts with {calc} {object}.", "{b} times {a} gives {calc}.")),
            Step("v", "u - c", ("Then {friend} has {calc}.", "After the loss it is {calc}.")),
            Step("r", "v + a", ("Together they own {calc} {object}.", "With those of {name} it is {calc}.")),
        ),
    ),
    Template(
        "tickets", "baked",
        {"a": (4, 40, 1), "b": (5, 20, 1), "c": (4, 60, 1), "d": (2, 12, 1), "e": (10, 90, 1)},
        (
            ("For a show at {place}, adults pay ${b} and children pay ${d}.",
             "{When}, a seat at {place} costs ${b} for adults and ${d} for children."),
            ("{name} sells {a} adult and {c} child tickets.", "{a} adults and {c} children come to see {name} sing."),
            ("{friend} sells {object} for ${e}.", "Another ${e} comes from the {adj} {object} of {friend}."),
            ("How much money is made?", "What do they earn in total?"),
        ),
        (
            Step("u", "a * b", ("Adults pay ${calc}.", "The {a} adults bring ${calc}.")),
            Step("v", "c * d", ("Children pay ${calc}.", "The {c} children bring ${calc}.")),
            Step("w", "u + v", ("Tickets make ${calc}.", "That is ${calc} from tickets.")),
            Step("r", "w + e", ("With the {object} it is ${calc}.", "All of it is ${calc}.")),
        ),
    ),
    Template(
        "recipe", "baked",
        {"a": (2, 9, 1), "b": (4, 12, 1), "c": (3, 15, 1), "d": (2, 25, 1)},
        (
            ("A batch of {adj} {object} needs {a} cups of flour and gives {name} {b} pieces.",
             "To make a batch of {b} {object}, {name} uses {a} cups of flour."),
            ("{When}, {name} bakes {c} such batches for {place}.", "{friend} orders {c} batches for {place}."),
            ("{name} breaks {d}.", "{friend} drops {d} of the {object}."),
            ("What flour does {name} need, and how many {object} are good?",
             "What flour is used, and how many {object} can {name} serve?"),
        ),
        (
            Step("u", "a * c", ("The flour is {calc} cups.", "{name} needs {calc} cups of flour.")),
            Step("v", "b * c", ("{name} bakes {calc} {object}.", "The batches make {calc} pieces.")),
            Step("r", "v - d", ("Good ones: {calc}.", "{name} can serve {calc} {object}.")),
        ),
    ),
    Template(
        "tank", "plants",
        {"a": (150, 900, 10), "b": (5, 30, 1), "c": (4, 20, 1), "d": (10, 90, 1)},
        (
            ("A tank at {place} holds {a} liters of water for {object}.", "{name} has a tank with {a} liters for the {adj} {object}."),
            ("{When}, {b} liters an hour run out for {c} hours.", "For {c} hours, {name} waters {object} with {b} liters an hour."),
            ("Then {friend} pours in {d} liters.", "Rain adds {d} liters, as {friend} notes."),
            ("How many liters are there now?", "How much water is left for the {object}?"),
        ),
        (
            Step("u", "b * c", ("In {c} hours {calc} liters are used.", "The {object} take {calc} liters.")),
            Step("v", "a - u", ("Then {calc} liters are left.", "The tank goes down to {calc} liters.")),
            Step("r", "v + d", ("At the end there are {calc} liters.", "Adding {d}, it holds {calc} liters.")),
        ),
    ),
    Template(
        "wage", "goods",
        {"a": (8, 30, 1), "b": (3, 9, 1), "c": (3, 20, 1), "d": (10, 120, 1)},
        (
            ("{name} earns ${a} an hour at {place}.", "At {place}, {name} makes {adj} {object} for ${a} an hour."),
            ("{He} works {b} hours a day for {c} days.", "For {c} days, starting {when}, {he} works {b} hours daily."),
            ("{He} spends ${d} on {object} for {friend}.", "Then ${d} goes to {friend} for a bag of {object}."),
            ("How much money does {name} have left?", "What does {he} keep of the pay?"),
        ),
        (
            Step("u", "b * c", ("{name} works {calc} hours.", "In {c} days that is {calc} hours.")),
            Step("v", "u * a", ("The pay is ${calc}.", "{He} earns ${calc}.")),
            Step("r", "v - d", ("{name} keeps ${calc}.", "After the {object}, ${calc} is left.")),
        ),
        largest=6000,
    ),
    Template(
        "trade", "paper",
        {"a": (30, 180, 1), "b": (3, 25, 1), "c": (2, 6, 1), "d": (5, 60, 1)},
        (
            ("{name} has a box of {a} {adj} {object}.", "{When}, {name} counts {a} {object} in a box."),
            ("{He} trades {b} of them with {friend}, who gives {c} for each.",
             "For {b} of them, {friend} gives back {c} each."),
            ("Later {d} get lost at {place}.", "On the way to {place}, {he} loses {d}."),
            ("How many does {name} have at the end?", "How many {object} are in the box now?"),
        ),
        (
            Step("u", "a - b", ("After the trade {calc} of the first ones stay.", "First {name} is left with {calc}.")),
            Step("v", "b * c", ("{friend} gives {calc} {object}.", "In return come {calc}.")),
            Step("w", "u + v", ("The box then has {calc}.", "{name} then has {calc} {object}.")),
            Step("r", "w - d", ("At the end there are {calc}.", "Without the lost ones it is {calc}.")),
        ),
    ),
    Template(
        "teams", "toys",
        {"a": (20, 160, 1), "b": (10, 120, 1), "c": (4, 12, 1), "d": (2, 9, 1)},
        (
            ("{a} girls and {b} boys visit {name} at {place} {when}.", "{When}, {name} invites {b} boys and {a} girls to {place}."),
            ("{name} and {friend} form teams of {c}.", "They play in teams, and {friend} puts {c} in each."),
            ("Each team gets {d} {adj} {object}.", "{friend} hands {d} {object} to every team."),
            ("How many {object} are needed?", "How many {object} does {friend} have to bring?"),
        ),
        (
            Step("u", "a + b", ("There are {calc} children.", "{name} counts {calc} children.")),
            Step("v", "u / c", ("They make {calc} teams.", "With {c} in each, there are {calc} teams.")),
            Step("r", "v * d", ("The teams need {calc} {object}.", "So {friend} brings {calc}.")),
        ),
    ),
    Template(
        "fabric", "cloth",
        {"a": (40, 300, 1), "b": (2, 12, 1), "c": (3, 18, 1), "d": (3, 15, 1)},
        (
            ("{name} buys {a} meters of cloth at {place}.", "{When}, {name} finds {a} meters of {adj} cloth at {place}."),
            ("{He} makes {c} {object}, each from {b} meters.", "For {c} {object}, {b} meters each are cut."),
            ("{friend} buys the rest at ${d} a meter.", "{name} sells the rest to {friend} for ${d} a meter."),
            ("How much money does {name} get?", "What does {friend} pay?"),
        ),
        (
            Step("u", "b * c", ("The {object} take {calc} meters.", "{name} uses {calc} meters.")),
            Step("v", "a - u", ("There are {calc} meters left.", "The rest is {calc} meters.")),
            Step("r", "v * d", ("{name} gets ${calc}.", "At ${d} a meter it brings ${calc}.")),
        ),
        largest=4500,
    ),
    Template(
        "train", "fruit",
        {"a": (40, 120, 1), "b": (2, 9, 1), "c": (20, 90, 1), "d": (2, 8, 1)},
        (
            ("{name} takes {adj} {object} from {place} to {friend} by train.",
             "{When}, {name} leaves {place} to bring {object} to {friend}."),
            ("The train runs {b} hours at {a} miles an hour.", "For {b} hours it goes {a} miles each hour."),
            ("A truck then takes {name} {c} miles an hour for {d} hours.",
             "Then {he} drives {c} miles an hour for {d} hours."),
            ("How many miles is it to {friend}?", "How many miles does {name} travel?"),
        ),
        (
            Step("u", "a * b", ("By train it is {calc} miles.", "The first part is {calc} miles.")),
            Step("v", "c * d", ("By road it is {calc} miles.", "The second part is {calc} miles.")),
            Step("r", "u + v", ("{name} travels {calc} miles.", "The whole way is {calc} miles.")),
        ),
    ),
    Template(
        "discount", "goods",
        {"a": (3, 20, 1), "b": (5, 60, 1), "c": (10, 50, 5), "d": (5, 40, 1)},
        (
            ("{name} orders {a} {adj} {object} at ${b} each.", "At {place}, {name} asks for {a} {object} that cost ${b} each."),
            ("{When}, {name} gets {c} percent off.", "{friend}, the seller, takes off {c} percent."),
            ("Sending it to {place} costs ${d}.", "{friend} adds ${d} for sending the {object}."),
            ("What does {name} pay {friend}?", "How much is the bill for {name}?"),
        ),
        (
            Step("u", "a * b", ("The {object} cost ${calc}.", "Before that, the price is ${calc}.")),
            Step("v", "u * c / 100", ("The discount is ${calc}.", "{c} percent of it is ${calc}.")),
            Step("w", "u - v", ("{name} pays ${calc} for them.", "The new price is ${calc}.")),
            Step("r", "w + d", ("With the ${d} it is ${calc}.", "The bill is ${calc}.")),
        ),
    ),
    Template(
        "chairs", "toys",
        {"a": (6, 30, 1), "b": (8, 36, 1), "c": (10, 99, 1), "d": (3, 70, 1)},
        (
            ("{name} sets up {a} rows of {b} chairs at {place}.", "{When}, {name} needs {a} rows with {b} chairs each at {place}."),
            ("{c} guests sit down, and {d} more come late with {friend}.",
             "{friend} counts {c} guests, then {d} others who bring {adj} {object}."),
            ("How many chairs stay empty?", "How many chairs can {name} put away?"),
        ),
        (
            Step("u", "a * b", ("There are {calc} chairs.", "{name} puts out {calc} chairs.")),
            Step("v", "c + d", ("In all {calc} guests are there.", "{friend} counts {calc} guests.")),
            Step("r", "u - v", ("So {calc} chairs stay empty.", "{name} finds {calc} empty chairs.")),
        ),
    ),
    Template(
        "minutes", "goods",
        {"a": (3, 25, 1), "b": (4, 40, 1), "c": (2, 12, 1), "d": (5, 30, 1)},
        (
            ("{name} needs {b} minutes to paint one of the {adj} {object}.",
             "To fix one of the {object} from {place} takes {name} {b} minutes."),
            ("{When}, {he} finishes {a} of them and rests {c} times for {d} minutes.",
             "{He} does {a} for {friend}, with {c} breaks of {d} minutes."),
            ("How many minutes does it all take {name}?", "How many minutes is {name} busy?"),
        ),
        (
            Step("u", "a * b", ("The work takes {calc} minutes.", "For {a} {object} it is {calc} minutes.")),
            Step("v", "c * d", ("The breaks take {calc} minutes.", "{name} rests {calc} minutes.")),
            Step("r", "u + v", ("It all takes {calc} minutes.", "{name} is busy for {calc} minutes.")),
        ),
    ),
    Template(
        "parcels", "fruit",
        {"a": (3, 20, 1), "b": (4, 30, 1), "c": (3, 20, 1), "d": (4, 30, 1), "e": (200, 990, 10)},
        (
            ("The van of {name} at {place} may carry {e} pounds.", "{When}, {name} has a van for up to {e} pounds."),
            ("{name} loads {a} crates of {object}, {b} pounds each.", "First come {a} crates of {adj} {object} with {b} pounds each."),
            ("{friend} adds {c} sacks of {d} pounds.", "Then {c} sacks for {friend} follow, {d} pounds a sack."),
            ("How much more can {name} load?", "How much weight is free for {name}?"),
        ),
        (
            Step("u", "a * b", ("The crates weigh {calc} pounds.", "The {object} weigh {calc} pounds.")),
            Step("v", "c * d", ("The sacks weigh {calc} pounds.", "Sacks add {calc} pounds.")),
            Step("w", "u + v", ("{name} has loaded {calc} pounds.", "The load is {calc} pounds.")),
            Step("r", "e - w", ("The van can carry {calc} pounds more.", "Still free are {calc} pounds.")),
        ),
    ),
)
