"""Invented streets with postcodes of the area that were handed in."""

from datetime import date, timedelta

from .dice import Dice
from .name_lists import words
from .values import Address, Place

_FIRST = words(
    "Alderhurst Ashenfold Barnfleet Beechling Bramblegate Bramlinghop Broomdown Chalkwold "
    "Cherrydown Coblands Copperfold Crowhatch Dewmarsh Elmscote Fallowden Fernhatch Flintholt "
    "Furzeland Gallowfleet Garlandine Goldhop Hazelmarsh Hernehatch Honeywold Hopsack "
    "Juniperdown Kestrelholt Kilnfold Larkenhop Limewold Marlpit Mallardfleet Medlarcroft "
    "Millhatch Nettlewold Oastmarsh Orchardene Oxlease Pearfold Pippinhurst Plumstone "
    "Quincefield Ragstonehop Reedfleet Rowanhatch Russetdene Sallowmarsh Saltpan Sandlinghop "
    "Shearwold Sparrowden Spindledown Starlinghurst Tanhouse Teaselfold Thistledene Thornwold "
    "Tidewell Walnutstead Wealdhatch Wherrymarsh Whitebeck Willowfleet Windhop Woodlark "
    "Wyvernfold Yarrowdene Yewhatch"
)
_SECOND = words("Road Lane Close Street Avenue Gardens Drive Way Crescent Walk Terrace Court Rise")


def address_in(place: Place, *, since: date, dice: Dice, until: date | None = None) -> Address:
    """Invent an address in the place."""
    street = f"{dice.number(1, 190)} {dice.pick(_FIRST)} {dice.pick(_SECOND)}"
    if dice.chance(0.16):
        street = f"Flat {dice.number(1, 24)}, {street}"
    return Address(street, place.name, dice.pick(place.postcodes), place.code, since, until)


def earlier_address(now: Address, place: Place, *, dice: Dice) -> Address:
    """Invent where someone lived until they came to `now`."""
    left = now.since - timedelta(days=dice.number(0, 40))
    return address_in(
        place, since=left - timedelta(days=dice.number(150, 2200)), until=left, dice=dice
    )


def miswritten(address: Address, dice: Dice) -> Address:
    """Write an address as another register has it: shortened street, spaceless postcode."""
    line = address.line
    for long, short in (("Road", "Rd"), ("Street", "St"), ("Avenue", "Ave"), ("Gardens", "Gdns")):
        line = line.replace(long, short)
    postcode = address.postcode.replace(" ", "") if dice.chance(0.4) else address.postcode
    return Address(line, address.town, postcode, address.area, address.since, address.until)
