using Harvester.Rdf.Text;

namespace Harvester.Rdf.Writing;

/// <summary>
/// The labels of blank nodes in a document. Most stand there as they are. One that the syntax cannot have gets another, always the same, that no other label
/// gets: <c>renamed-</c> and its bytes, in hexadecimal behind a hyphen where they are no letter or digit. One that looks like that is renamed, too.
/// </summary>
internal static class BlankLabels
{
    private static ReadOnlySpan<byte> Mark => "renamed-"u8;

    /// <summary>A BLANK_NODE_LABEL without <c>_:</c> (Turtle 1.1, production [141s]).</summary>
    public static void Write(OutputBuffer output, ReadOnlySpan<byte> label)
    {
        if (IsPlain(label, digitFirst: true) || (!label.StartsWith(Mark) && NameCharacters.IsLabel(label)))
            output.Write(label);
        else
            WriteRenamed(output, label);
    }

    /// <summary>An NCName of ASCII characters (Namespaces in XML 1.0, production [4]; what lies beyond ASCII differs between the editions of XML 1.0).</summary>
    public static void WriteXmlName(OutputBuffer output, ReadOnlySpan<byte> label)
    {
        if (IsPlain(label, digitFirst: false))
            output.Write(label);
        else
            WriteRenamed(output, label);
    }

    private static bool IsPlain(ReadOnlySpan<byte> label, bool digitFirst) =>
        label.Length > 0
        && label.IndexOfAnyExcept(NameCharacters.Plain) < 0
        && (char.IsAsciiLetter((char)label[0]) || label[0] == '_' || (digitFirst && label[0] != '-'))
        && !label.StartsWith(Mark);

    private static void WriteRenamed(OutputBuffer output, ReadOnlySpan<byte> label)
    {
        output.Write(Mark);
        foreach (var one in label)
        {
            if (char.IsAsciiLetterOrDigit((char)one))
            {
                output.Write(one);
                continue;
            }
            output.Write((byte)'-');
            output.WriteHex(one);
        }
    }
}
