"""Options whose words would be the same."""

from lib.ui.kit.choices import unique_labels


def test_repeated_names_are_numbered():
    names = {"a": "Họp Hội đồng", "b": "Họp Hội đồng", "c": "Khác", "d": "Họp Hội đồng"}
    assert list(unique_labels(names).items()) == [
        ("a", "Họp Hội đồng"),
        ("b", "Họp Hội đồng (2)"),
        ("c", "Khác"),
        ("d", "Họp Hội đồng (3)"),
    ]


def test_a_number_already_in_a_name_is_not_given_again():
    names = {"a": "Ảnh (2)", "b": "Ảnh", "c": "Ảnh", "d": "Ảnh (2)"}
    said = unique_labels(names)
    assert len(set(said.values())) == 4
    assert (said["a"], said["b"]) == ("Ảnh (2)", "Ảnh")
