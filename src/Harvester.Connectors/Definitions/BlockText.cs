using System.Text;
using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Model;

namespace Harvester.Connectors.Definitions;

/// <summary>The block of a file that says what is read, as a text to compare: order of keys, quotes, comments and white space aside.</summary>
internal static class BlockText
{
    /// <summary>A short text that changes with any value of the block.</summary>
    public static string Of(string kind, YamlMap block)
    {
        var text = new StringBuilder();
        Append(text, block);
        return $"{kind} {RecordHash.Format(RecordHash.OfText(text.ToString()))}";
    }

    private static void Append(StringBuilder text, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                text.Append('{');
                foreach (var entry in map.Entries.OrderBy(entry => entry.Key.Text, StringComparer.Ordinal))
                {
                    Append(text, entry.Key);
                    Append(text, entry.Value);
                }

                text.Append('}');
                break;
            case YamlList list:
                text.Append('[');
                foreach (var item in list.Items)
                    Append(text, item);
                text.Append(']');
                break;
            case YamlScalar scalar:
                // with its length, so that no two blocks run together into the same text
                text.Append(scalar.Text.Length).Append(':').Append(scalar.Text);
                break;
        }
    }
}
