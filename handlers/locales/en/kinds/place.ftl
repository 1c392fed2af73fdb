kind-of-place = A place
draft-radius =
    <b>How close must two places be to count as the same?</b>
    Tap one, or type a distance such as “50 m” or “1 km”.
draft-area =
    <b>Where can places be?</b>
    Tap a button, or type an area such as “within 5 km of 52.52, 13.405”. After “of”, you can also paste the link of a map.
button-edit-radius = The same within: { $value }
button-edit-area = Area: { $value }
waiting-radius = I’m waiting to hear how close two places must be to count as the same, for example 50 m.
waiting-area = I’m waiting to hear where places can be, for example within 5 km of 52.52, 13.405.
set-up-place = Answers: a place{ $has_area ->
        [0] {""}
       *[other] {" "}within { $within } of { $centre }
    }. The same if at most { $radius } apart
place-anywhere = Anywhere
place-hint = 📍 Send the place: tap the paper clip, then Location. You can also type coordinates, such as 52.52, 13.405, or paste the link of a map{ $has_area ->
        [0] .
       *[other] . It has to be within { $within } of { $centre }.
    }
place-live = Thanks! I’ve taken where your live location was when you sent it. I don’t follow it, so you can stop sharing it.
place-not-kept = Sorry, your location came before the question did, so I didn’t keep it. Please send it again.
place-spread = { $count } places, at most { $distance } apart.
place-spread-one = All are at { $value }.
refused-gold-unknown-place =
    <b>Some known answers in your file aren’t possible answers to this question</b> ({ $total ->
        [one] one row
       *[other] { $total } rows
    }). For example (row: answer): { $rows }.
    A place looks like 52.52, 13.405. Change the question so that they’re possible, or correct the file and send it again.
refused-radius-unclear = I can’t read “{ $found }” as a distance. Examples: 50 m, 1.5 km.
refused-radius-out-of-range = The distance can be from { $least } to { $most }; yours is { $found }.
refused-area-unclear = I can’t read “{ $found }” as an area. Examples: within 5 km of 52.52, 13.405; anywhere.
refused-area-too-small = With places within { $radius } of each other counting as the same, nearly every answer within { $within } would be right. Please choose a larger area or a shorter distance.
refused-place-expected = Please send a location: tap the paper clip, then Location. Or type coordinates, such as 52.52, 13.405.
refused-place-name = I can’t look up the names of places. Please send a location: tap the paper clip, then Location, and move the map to the place. Or type its coordinates, such as 52.52, 13.405.
refused-place-outside = That’s { $away } from { $centre }, but the place has to be within { $within } of it. Please check it and send it again.
refused-place-off-globe = There’s no such place: the first number goes from −90 to 90 (north is positive), the second from −180 to 180 (east is positive). For example: 52.52, 13.405.
refused-place-short-link = I don’t open links, and a short one doesn’t say where the place is. Please send a location instead, or type the coordinates that the map shows.
refused-place-link-empty = I can’t find coordinates in this link, and I don’t open links. Please send a location instead, or type the coordinates that the map shows.
