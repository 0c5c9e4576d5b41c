using System.Text;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>Unicode Normalization Form KC (UAX #15) for text as it comes: a lone surrogate, which the runtime's method throws at, becomes U+FFFD.</summary>
public static class Nfkc
{
    /// <summary>The text in NFKC.</summary>
    public static string Of(string text)
    {
        var at = 0;
        while (at < text.Length && IsSettled(text[at]))
            at++;
        if (at == text.Length)
            return text;
        return (text.AsSpan(at).ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text)
            .Normalize(NormalizationForm.FormKC);
    }

    // Most Japanese text is kana and ideographs, which stay as they are: this spares the call into ICU.
    private static bool IsSettled(char c) => c is < '\u00A0' or (>= '\u3041' and <= '\u3096') or (>= '\u30A1' and <= '\u30FA') or (>= '\u4E00' and <= '\u9FFF') or 'ー';
}
