import io.github.gradlock.engine.autograd.*;
import io.github.gradlock.engine.gradcheck.*;
import io.github.gradlock.engine.linalg.*;
import io.github.gradlock.engine.nn.*;
import io.github.gradlock.engine.nn.Module;
import io.github.gradlock.engine.op.*;
import io.github.gradlock.engine.optim.*;
import io.github.gradlock.engine.tensor.*;
