using System.Text;
using System.Xml;

namespace Harvester.Publishing.Feeds;

/// <summary>Text of sources as XML can hold it.</summary>
public static class XmlCharacters
{
    /// <summary>What is no character of XML 1.0 (section 2.2: control characters, half surrogate pairs) becomes U+FFFD, so that a reader sees that something was there.</summary>
    public static string Clean(string text)
    {
        var at = FirstBad(text);
        if (at == text.Length)
            return text;
        var clean = new StringBuilder(text.Length).Append(text, 0, at);
        for (; at < text.Length; at++)
        {
            if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]))
                clean.Append(text[at]).Append(text[++at]);
            else
                clean.Append(XmlConvert.IsXmlChar(text[at]) ? text[at] : '\uFFFD');
        }

        return clean.ToString();
    }

    private static int FirstBad(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!XmlConvert.IsXmlChar(text[at]))
                return at;
        }

        return text.Length;
    }
}
