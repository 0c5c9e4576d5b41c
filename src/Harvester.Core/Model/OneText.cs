using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Harvester.Core.Model;

/// <summary>A map of languages that has one text, as nearly all have: a seventh of the memory of a dictionary.</summary>
internal sealed class OneText(string tag, string text) : IReadOnlyDictionary<string, string>
{
    public int Count => 1;

    public IEnumerable<string> Keys => [tag];

    public IEnumerable<string> Values => [text];

    public string this[string key] => key == tag ? text : throw new KeyNotFoundException($"The map has a text in {tag} and none in {key}.");

    public bool ContainsKey(string key) => key == tag;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        value = key == tag ? text : null;
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        yield return KeyValuePair.Create(tag, text);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
