using Lucene.Net.Store;
using Lock = Lucene.Net.Store.Lock;

namespace Harvester.Search.Following;

/// <summary>
/// One writer of a folder, in all processes: the lock's file is held open for its holder alone (<c>flock</c> on Linux), and the operating system gives it up with the process. Lucene.Net's
/// own <c>NativeFSLockFactory</c> (4.8.0-beta00017) takes a lock on Linux that others may take, too: a second process emptied the folder of the first. The file stays, as one that is deleted may
/// be held by somebody who opened it before.
/// </summary>
internal sealed class ExclusiveLockFactory(string folder) : LockFactory
{
    public override Lock MakeLock(string lockName) => new FileLock(Path.Combine(folder, lockName));

    public override void ClearLock(string lockName)
    {
        // A lock ends with its process: none is ever left over.
    }

    private sealed class FileLock(string path) : Lock
    {
        private FileStream? held;

        public override bool Obtain()
        {
            if (held is not null)
                return false;
            try
            {
                held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
                return true;
            }
            catch (IOException e)
            {
                FailureReason = e;
                return false;
            }
        }

        public override bool IsLocked()
        {
            if (held is not null)
                return true;
            if (!Obtain())
                return true;
            Dispose(true);
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            held?.Dispose();
            held = null;
        }
    }
}
