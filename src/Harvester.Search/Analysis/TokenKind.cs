namespace Harvester.Search.Analysis;

internal enum TokenKind
{
    /// <summary>Letters and digits of a script that writes words apart.</summary>
    Word,

    /// <summary>One ideograph, kana or syllable.</summary>
    Single,

    /// <summary>It and the one that follows.</summary>
    Pair,
}
