using System.Text;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// Windows-31J has some characters in two places, and in one or two more EUC-JP has: NEC's ≒ ≡ ∫ √, and kanji such as 髙 and 﨑 that NEC and
/// IBM added each. With any fallback but its own, .NET's decoder takes the second place for damage; this one gives back the 398 characters
/// that its own would have read, and leaves what is no character to the fallback behind it.
/// </summary>
internal sealed class SecondPlaces(int codePage, DecoderFallback behind) : DecoderFallback
{
    /// <summary>What .NET's own fallback puts for bytes that are no character.</summary>
    private const char NoCharacter = '\u30FB';

    private readonly Encoding lenient = Encoding.GetEncoding(codePage);

    public override int MaxCharCount => Math.Max(1, behind.MaxCharCount);

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(lenient, behind.CreateFallbackBuffer());

    private sealed class Buffer(Encoding lenient, DecoderFallbackBuffer behind) : DecoderFallbackBuffer
    {
        private char? waiting;
        private bool isBehind;

        public override int Remaining => isBehind ? behind.Remaining : waiting is null ? 0 : 1;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            waiting = bytesUnknown.Length == 2 && lenient.GetString(bytesUnknown) is [var read] && read != NoCharacter ? read : null;
            isBehind = waiting is null;
            return !isBehind || behind.Fallback(bytesUnknown, index);
        }

        public override char GetNextChar()
        {
            if (isBehind)
                return behind.GetNextChar();
            var next = waiting ?? '\0';
            waiting = null;
            return next;
        }

        public override bool MovePrevious() => isBehind && behind.MovePrevious();

        public override void Reset()
        {
            waiting = null;
            behind.Reset();
        }
    }
}
